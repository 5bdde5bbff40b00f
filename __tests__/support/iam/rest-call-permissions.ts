import * as z from 'zod';
import { arnOf, functionArns, signingProfileArn } from '../../../contracts/naming/resource-arns';
import type { RecordedCall } from '../../../testing/moto/moto-proxy';
import { inputOf, nameIn, requestTags, resourceTags, tagsIn, type CallInput } from './call-input';
import type { DeployerPlace } from './deployer-place';
import { passing } from './named-call-permissions';
import { permission, type NeededPermission } from './needed-permissions';

interface RestCall {
  readonly input: CallInput;
  readonly place: DeployerPlace;
  /** The name in the path. */
  readonly name: string;
}

type Needs = (call: RestCall) => readonly NeededPermission[];

const functionArn = (name: string, place: DeployerPlace): string => arnOf(place, 'lambda', `function:${name}`);

const ofFunction =
  (action: string): Needs =>
  ({ name, place }) => [permission(`lambda:${action}`, functionArn(name, place))];

const mappingArn = (id: string, place: DeployerPlace): string => arnOf(place, 'lambda', `event-source-mapping:${id}`);

const ofMapping =
  (action: string): Needs =>
  ({ name, place }) => [
    permission(`lambda:${action}`, mappingArn(name, place), {
      ...resourceTags(place.eventSourceTags),
      'lambda:FunctionArn': functionArns(place, 'launch').function,
    }),
  ];

const ofProfile =
  (action: string): Needs =>
  ({ name, place }) => [permission(`signer:${action}`, signingProfileArn(place, name))];

const IMAGE = /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com\/(?<repository>[^@]+)@/;

// Lambda reads the image with the permissions of the caller.
// https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions
const readingImage = (input: CallInput): readonly NeededPermission[] => {
  const code = (input['Code'] ?? input) as CallInput;
  const { account, region, repository } = IMAGE.exec(nameIn(code, 'ImageUri'))?.groups ?? {};
  const arn = `arn:aws:ecr:${region ?? ''}:${account ?? ''}:repository/${repository ?? ''}`;
  return ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].map((action) => permission(action, arn));
};

const createFunction: Needs = ({ input, place }) => {
  const [arn, tags] = [functionArn(nameIn(input, 'FunctionName'), place), requestTags(tagsIn(input))];
  return [
    permission('lambda:CreateFunction', arn, tags),
    permission('lambda:TagResource', arn, tags),
    passing(nameIn(input, 'Role'), 'lambda.amazonaws.com'),
    ...readingImage(input),
  ];
};

const createMapping: Needs = ({ input, place }) => {
  const tags = requestTags(tagsIn(input));
  const about = { 'lambda:FunctionArn': functionArn(nameIn(input, 'FunctionName'), place) };
  return [
    permission('lambda:CreateEventSourceMapping', '*', { ...tags, ...about }),
    permission('lambda:TagResource', mappingArn('just-created', place), tags),
  ];
};

const ofSchedule =
  (action: string): Needs =>
  ({ name, place }) => [permission(`scheduler:${action}`, arnOf(place, 'scheduler', `schedule/default/${name}`))];

const targetShape = z.object({ RoleArn: z.string() });

const writingSchedule =
  (action: string): Needs =>
  (call) => [
    ...ofSchedule(action)(call),
    passing(targetShape.parse(call.input['Target']).RoleArn, 'scheduler.amazonaws.com'),
  ];

const createProfile: Needs = ({ input, name, place }) => [
  permission('signer:PutSigningProfile', '*', requestTags(tagsIn(input))),
  permission('signer:TagResource', signingProfileArn(place, name), requestTags(tagsIn(input))),
];

const revokeSignature: Needs = ({ name, place }) => [
  permission('signer:RevokeSignature', arnOf(place, 'signer', `/signing-jobs/${name}`)),
];

const ofTags =
  (action: string): Needs =>
  ({ input, name, place }) => {
    const arn = decodeURIComponent(name);
    const own = arn.includes(':event-source-mapping:') ? resourceTags(place.eventSourceTags) : {};
    return [permission(action, arn, { ...own, ...requestTags(tagsIn(input)) })];
  };

const ROUTES: readonly (readonly [RegExp, Needs])[] = [
  [/^signer PUT \/signing-profiles\/(?<name>\w+)$/, createProfile],
  [/^signer GET \/signing-profiles\/(?<name>\w+)$/, ofProfile('GetSigningProfile')],
  [/^signer DELETE \/signing-profiles\/(?<name>\w+)$/, ofProfile('CancelSigningProfile')],
  [/^signer PUT \/signing-jobs\/(?<name>[^/]+)\/revoke$/, revokeSignature],
  [/^signer POST \/tags\/(?<name>.+)$/, ofTags('signer:TagResource')],
  [/^lambda POST \/functions$/, createFunction],
  [/^lambda GET \/functions\/(?<name>[^/]+)$/, ofFunction('GetFunction')],
  [/^lambda GET \/functions\/(?<name>[^/]+)\/versions$/, ofFunction('ListVersionsByFunction')],
  [/^lambda DELETE \/functions\/(?<name>[^/]+)$/, ofFunction('DeleteFunction')],
  [
    /^lambda PUT \/functions\/(?<name>[^/]+)\/code$/,
    (call) => [...ofFunction('UpdateFunctionCode')(call), ...readingImage(call.input)],
  ],
  [/^lambda PUT \/functions\/(?<name>[^/]+)\/configuration$/, ofFunction('UpdateFunctionConfiguration')],
  [/^lambda POST \/event-source-mappings$/, createMapping],
  [/^lambda GET \/event-source-mappings\/(?<name>[^/]+)$/, ofMapping('GetEventSourceMapping')],
  [/^lambda DELETE \/event-source-mappings\/(?<name>[^/]+)$/, ofMapping('DeleteEventSourceMapping')],
  [/^lambda GET \/functions\/(?<name>[^/]+)\/event-invoke-config$/, ofFunction('GetFunctionEventInvokeConfig')],
  [/^lambda PUT \/functions\/(?<name>[^/]+)\/event-invoke-config$/, ofFunction('PutFunctionEventInvokeConfig')],
  [/^lambda DELETE \/functions\/(?<name>[^/]+)\/event-invoke-config$/, ofFunction('DeleteFunctionEventInvokeConfig')],
  [/^scheduler POST \/schedules\/(?<name>[^/]+)$/, writingSchedule('CreateSchedule')],
  [/^scheduler PUT \/schedules\/(?<name>[^/]+)$/, writingSchedule('UpdateSchedule')],
  [/^scheduler GET \/schedules\/(?<name>[^/]+)$/, ofSchedule('GetSchedule')],
  [/^scheduler DELETE \/schedules\/(?<name>[^/]+)$/, ofSchedule('DeleteSchedule')],
  [/^lambda GET \/tags\/(?<name>.+)$/, ofTags('lambda:ListTags')],
  [/^lambda POST \/tags\/(?<name>.+)$/, ofTags('lambda:TagResource')],
];

/** The permissions that a call to Lambda, EventBridge Scheduler or Signer needs, whose protocol identifies operations by path. */
export const neededByPath = (call: RecordedCall, place: DeployerPlace): readonly NeededPermission[] => {
  const { service, operation } = call;
  // Lambda's paths start with a date.
  const route = `${service} ${operation.replace(/ \/\d{4}-\d{2}-\d{2}\//, ' /').replace(/\/$/, '')}`;
  for (const [pattern, needs] of ROUTES) {
    const found = pattern.exec(route);
    if (found) return needs({ input: inputOf(call), place, name: found.groups?.['name'] ?? '' });
  }
  throw new Error(`the permissions that ${route} needs are unknown`);
};
