import { parseTaskEvent } from '../../contracts/events/task-event';
import running from '../fixtures/events/fargate-service-running.json';
import { describeTask, toEcsTask, toTaskEvent } from '../../demo/task-description';

const task = describeTask({ containers: [{ name: 'web', image: 'nginx' }], cluster: 'shop', group: 'service:web' });

describe('a described task', () => {
  it('has a unique ARN that names its cluster', () => {
    const other = describeTask({ containers: [], cluster: 'shop' });
    expect(task.taskArn).toMatch(/^arn:aws:ecs:us-east-1:111122223333:task\/shop\/[0-9a-f]{32}$/);
    expect(other.taskArn).not.toBe(task.taskArn);
  });

  it('becomes an event that the function can parse', () => {
    expect(parseTaskEvent(toTaskEvent(task))).toMatchObject({
      taskArn: task.taskArn,
      clusterArn: 'arn:aws:ecs:us-east-1:111122223333:cluster/shop',
      group: 'service:web',
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      containers: [{ name: 'web', image: 'nginx', imageDigest: null }],
    });
  });

  it('becomes an event with no field that AWS does not send', () => {
    const { detail, ...envelope } = JSON.parse(toTaskEvent(task)) as typeof running;
    expect(Object.keys(envelope).filter((key) => !(key in running))).toEqual([]);
    expect(Object.keys(detail).filter((key) => !(key in running.detail))).toEqual([]);
  });

  it('has the desired status RUNNING until it is stopped', () => {
    expect(toEcsTask(task).desiredStatus).toBe('RUNNING');
    expect(toEcsTask({ ...task, lastStatus: 'STOPPED' }).desiredStatus).toBe('STOPPED');
  });
});
