import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InjectedFault } from '../gateway/fault-list';
import type { HttpResponse } from '../http/http-message';
import { closeAtOnce, createHttpServer, listenOnLoopback, urlOf } from '../http/loopback-server';
import { EcsServices } from '../ecs/ecs-services';
import type { HookChange } from '../ecs/hook-event';
import type { ModelSettings } from '../ecs/service-deployments';
import { type AwsCall, type CallFilter, matches, toAwsCall, type WireProtocol } from './aws-call';
import { AwsError } from './aws-error';
import { type AwsDelay, type AwsFailure, AwsFaults } from './aws-faults';
import { type AwsActions, errorResponse } from './aws-response';
import { DynamodbTables } from './dynamodb-tables';
import { ecrActions, type EcrSettings } from './ecr-images';
import { type EcsTask, EcsTasks } from './ecs-tasks';
import { EventBus, type RefusedEntries } from './event-bus';
import { LambdaInvocations } from './lambda-invocations';
import { S3Objects, type StoredObject } from './s3-objects';
import { SecretValues } from './secret-values';
import { SecurityHub } from './security-hub';
import { callerIdentityActions } from './caller-identity';
import { snsActions } from './sns-topic';
import { SqsQueues } from './sqs-queues';

/** Settings of the emulation. */
export interface AwsOptions extends Omit<EcrSettings, 'account'> {
  /** The callers' account. Default: `111122223333`. */
  readonly account?: string;
  /** The clock of pause hooks, in milliseconds since the epoch. Default: this machine's. */
  readonly now?: () => number;
}

/** Emulates in memory the calls to AWS that the functions make; refuses every other call by its name. */
export class EmulatedAws {
  private readonly faults = new AwsFaults();
  private readonly objects = new S3Objects();
  private readonly tables = new DynamodbTables();
  private readonly tasks = new EcsTasks();
  private readonly bus = new EventBus();
  private hookChangesSoFar: HookChange[] = [];
  /** Clusters, services and their deployments. */
  readonly ecs: EcsServices;
  readonly queues = new SqsQueues();
  readonly invocations = new LambdaInvocations();
  readonly secrets = new SecretValues();
  readonly securityHub = new SecurityHub();
  private readonly services: ReadonlyMap<string, AwsActions>;
  private readonly server: Server = createHttpServer((request, response) => this.receive(request, response));
  private recorded: AwsCall[] = [];

  constructor(private readonly settings: EcrSettings & Pick<ModelSettings, 'now'>) {
    const onHookChange = (change: HookChange): void => void this.hookChangesSoFar.push(change);
    this.ecs = new EcsServices({ ...settings, onHookChange });
    this.services = new Map([
      ['s3', this.objects.actions],
      ['dynamodb', this.tables.actions],
      ['ecs', { ...this.tasks.actions, ...this.ecs.actions }],
      ['events', this.bus.actions],
      ['ecr', ecrActions(settings)],
      ['sns', snsActions],
      ['sts', callerIdentityActions(settings.account)],
      ['sqs', this.queues.actions],
      ['lambda', this.invocations.actions],
      ['secretsmanager', this.secrets.actions],
      ['securityhub', this.securityHub.actions],
    ]);
  }

  /** Starts to listen on a loopback port. */
  async listen(): Promise<void> {
    await listenOnLoopback(this.server);
  }

  /** The URL for `AWS_ENDPOINT_URL`. */
  get endpoint(): string {
    return urlOf(this.server);
  }

  /** The URL of a queue. It names this server, because the SDK sends calls to the host in the queue's URL. */
  queueUrl(name: string): string {
    return `${this.endpoint}/${this.settings.account}/${name}`;
  }

  /** The calls since the start, in order, or those of them that match. */
  calls(filter: CallFilter = {}): readonly AwsCall[] {
    return this.recorded.filter((call) => matches(call, filter));
  }

  /** The changes of pause hooks since the start, in order. */
  get hookChanges(): readonly HookChange[] {
    return this.hookChangesSoFar;
  }

  /** Puts an object into S3. */
  putObject(bucket: string, key: string, bytes: Uint8Array): void {
    this.objects.put(bucket, key, bytes);
  }

  /** An object of S3; undefined when it does not exist. */
  getObject(bucket: string, key: string): StoredObject | undefined {
    return this.objects.get(bucket, key);
  }

  /** Puts an item, in the wire format, into a table of DynamoDB. */
  putItem(table: string, item: object): void {
    this.tables.add(table, item);
  }

  /** Adds a task to ECS, or replaces the one with the same ARN; its cluster exists from then on. */
  putTask(task: EcsTask): void {
    this.ecs.putCluster(task.clusterArn);
    this.tasks.put(task);
  }

  /** Refuses the calls that match. */
  fail(failure: AwsFailure): InjectedFault {
    return this.faults.fail(failure);
  }

  /** Delays the calls that match. */
  delay(delay: AwsDelay): InjectedFault {
    return this.faults.delay(delay);
  }

  /** Makes EventBridge refuse entries in responses with status 200. */
  refuseEntries(refused: RefusedEntries): void {
    this.bus.refuseEntries(refused);
  }

  /** Removes all faults. */
  clearFaults(): void {
    for (const faulty of [this.faults, this.bus]) faulty.clear();
  }

  /** Forgets all calls. */
  forgetCalls(): void {
    this.recorded = [];
  }

  /** Forgets everything. */
  clear(): void {
    this.forgetCalls();
    this.clearFaults();
    this.hookChangesSoFar = [];
    for (const state of [this.objects, this.tables, this.tasks, this.ecs]) state.clear();
    for (const state of [this.queues, this.invocations, this.secrets, this.securityHub]) state.clear();
  }

  /** Closes every connection and stops. */
  stop(): Promise<void> {
    return closeAtOnce(this.server);
  }

  private async receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const request = { host: headers.host ?? '', method, path, headers, body: await buffer(incoming) };
    const { call, protocol } = toAwsCall(request, Date.now());
    this.recorded.push(call);
    await sleep(this.faults.delayOf(call), undefined, { ref: false });
    const response = await this.respond(call, protocol);
    outgoing.writeHead(response.status, { 'content-length': String(response.body.length), ...response.headers });
    outgoing.end(response.body);
  }

  private async respond(call: AwsCall, protocol: WireProtocol): Promise<HttpResponse> {
    try {
      if (!call.authorized)
        throw new AwsError('MissingAuthenticationToken', 'Request is missing its signature', { status: 403 });
      const failure = this.faults.failureOf(call);
      if (failure) throw failure;
      return await this.actionOf(call)(call);
    } catch (error) {
      const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), { status: 500 });
      return errorResponse(known, protocol);
    }
  }

  private actionOf({ service, action }: AwsCall): AwsActions[string] {
    const found = this.services.get(service)?.[action];
    if (found) return found;
    throw new AwsError('UnknownOperationException', `the emulated AWS does not support ${service}:${action}`);
  }
}

/** Starts the emulation on a loopback port. */
export const startAws = async ({
  account = '111122223333',
  now = Date.now,
  ...rest
}: AwsOptions): Promise<EmulatedAws> => {
  const aws = new EmulatedAws({ account, now, ...rest });
  await aws.listen();
  return aws;
};
