import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddedFault } from '../gateway/fault';
import type { HttpResponse } from '../http/http-message';
import { closeAtOnce, listenOnLoopback } from '../http/loopback-server';
import { type AwsActions, refusal } from './aws-response';
import { type AwsCall, toAwsCall, type WireProtocol } from './aws-call';
import { AwsError } from './aws-error';
import { type AwsDelay, type AwsFailure, AwsFaults } from './aws-faults';
import { DynamodbTables } from './dynamodb-tables';
import { ecrActions, type EcrSettings } from './ecr-images';
import { type EcsTask, EcsTasks } from './ecs-tasks';
import { EventBus, type RefusedEntries } from './event-bus';
import { S3Objects } from './s3-objects';
import { snsActions } from './sns-topic';
import { sqsActions } from './sqs-visibility';

/** What the emulation is told at its start; the account is that of the callers, by default `111122223333`. */
export type AwsOptions = Omit<EcrSettings, 'account'> & Partial<Pick<EcrSettings, 'account'>>;

/** Which calls are meant; what is left out matches every call. */
export type CallFilter = Partial<Pick<AwsCall, 'service' | 'action' | 'region'>>;

/** An emulation of exactly those calls that the functions make, in memory; every other call is refused by its name. */
export class EmulatedAws {
  private readonly faults = new AwsFaults();
  private readonly objects = new S3Objects();
  private readonly tables = new DynamodbTables();
  private readonly tasks = new EcsTasks();
  private readonly bus = new EventBus();
  private readonly services: ReadonlyMap<string, AwsActions>;
  private readonly server: Server;
  private recorded: AwsCall[] = [];

  constructor(private readonly settings: EcrSettings) {
    this.services = new Map([
      ['s3', this.objects.actions],
      ['dynamodb', this.tables.actions],
      ['ecs', this.tasks.actions],
      ['events', this.bus.actions],
      ['ecr', ecrActions(settings)],
      ['sns', snsActions],
      ['sqs', sqsActions],
    ]);
    this.server = createServer((request, response) => {
      this.receive(request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else response.writeHead(400).end(String(error));
      });
    });
  }

  /** Listens on a loopback port of its choice. */
  async listen(): Promise<void> {
    await listenOnLoopback(this.server);
  }

  /** URL for `AWS_ENDPOINT_URL`. */
  get endpoint(): string {
    const address = this.server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the offline AWS does not listen');
    return `http://127.0.0.1:${address.port}`;
  }

  /** URL of a queue; it must name this server, since the SDK calls the host that a queue's URL names. */
  queueUrl(name: string): string {
    return `${this.endpoint}/${this.settings.account}/${name}`;
  }

  /** The calls so far, in order, or those that match. */
  calls({ service, action, region }: CallFilter = {}): readonly AwsCall[] {
    return this.recorded.filter(
      (call) =>
        (service ?? call.service) === call.service &&
        (action ?? call.action) === call.action &&
        (region ?? call.region) === call.region,
    );
  }

  /** Puts an object into S3. */
  putObject(bucket: string, key: string, bytes: Uint8Array): void {
    this.objects.put(bucket, key, bytes);
  }

  /** Lets ECS know a task, in the place of the one with its ARN. */
  putTask(task: EcsTask): void {
    this.tasks.put(task);
  }

  /** Refuses the calls that match. */
  fail(failure: AwsFailure): AddedFault {
    return this.faults.fail(failure);
  }

  /** Makes the calls that match wait. */
  delay(delay: AwsDelay): AddedFault {
    return this.faults.delay(delay);
  }

  /** Has EventBridge answer 200 and refuse entries. */
  refuseEntries(refused: RefusedEntries): void {
    this.bus.refuseEntries(refused);
  }

  /** Plays no fault any more. */
  clearFaults(): void {
    this.faults.clear();
    this.bus.clear();
  }

  /** Forgets the calls so far. */
  forgetCalls(): void {
    this.recorded = [];
  }

  /** Forgets everything: calls, faults, objects, items and tasks. */
  clear(): void {
    this.forgetCalls();
    this.clearFaults();
    for (const state of [this.objects, this.tables, this.tasks]) state.clear();
  }

  /** Breaks every connection and listens no more. */
  stop(): Promise<void> {
    return closeAtOnce(this.server);
  }

  private async receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const request = { host: headers.host ?? '', method, path, headers, body: await buffer(incoming) };
    const { call, protocol } = toAwsCall(request, Date.now());
    this.recorded.push(call);
    await sleep(this.faults.waitFor(call), undefined, { ref: false });
    const { status, headers: answered, body } = await this.answer(call, protocol);
    response.writeHead(status, { 'content-length': String(body.length), ...answered }).end(body);
  }

  private async answer(call: AwsCall, protocol: WireProtocol): Promise<HttpResponse> {
    try {
      if (!call.authorized)
        throw new AwsError('MissingAuthenticationToken', 'Request is missing its signature', { status: 403 });
      const failure = this.faults.refusalOf(call);
      if (failure) throw failure;
      return await this.actionOf(call)(call);
    } catch (error) {
      const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), { status: 500 });
      return refusal(known, protocol);
    }
  }

  private actionOf({ service, action }: AwsCall): AwsActions[string] {
    const answer = this.services.get(service)?.[action];
    if (answer) return answer;
    throw new AwsError('UnknownOperationException', `the offline AWS does not answer ${service}:${action}`);
  }
}

/** Starts AWS on a loopback port. */
export const startAws = async ({ account = '111122223333', ...rest }: AwsOptions): Promise<EmulatedAws> => {
  const aws = new EmulatedAws({ account, ...rest });
  await aws.listen();
  return aws;
};
