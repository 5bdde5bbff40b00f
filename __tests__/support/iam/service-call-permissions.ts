import * as z from 'zod';
import { arnOf } from '../../../contracts/naming/resource-arns';
import { nameIn, type CallInput } from './call-input';
import type { DeployerPlace } from './deployer-place';
import { andService, permission, type NeededPermission } from './needed-permissions';

type Needs = (input: CallInput, place: DeployerPlace, action: string) => readonly NeededPermission[];

const last = (name: string): string => name.split('/').at(-1) ?? '';

const listed = (input: CallInput, name: string): readonly string[] => z.array(z.string()).parse(input[name]);

/** Needs the permission for the services that a call names, by name or ARN. */
const ofServices =
  (namesIn: (input: CallInput) => readonly string[]): Needs =>
  (input, place, action) => {
    const cluster = last(nameIn(input, 'cluster'));
    return namesIn(input).map((name) =>
      permission(action, arnOf(place, 'ecs', `service/${cluster}/${last(name)}`), {
        'ecs:cluster': arnOf(place, 'ecs', `cluster/${cluster}`),
      }),
    );
  };

const inServices =
  (member: string): Needs =>
  (input, _place, action) =>
    andService(action, listed(input, member));

/** Needs the permission for everything: listing names no resource, but a policy may name the cluster in a condition. */
const inCluster: Needs = (input, place, action) => [
  permission(action, '*', { 'ecs:cluster': arnOf(place, 'ecs', `cluster/${last(nameIn(input, 'cluster'))}`) }),
];

/** The calls about services and their deployments, and those that list what a cluster has. */
export const SERVICE_CALLS: Readonly<Record<string, Needs>> = {
  'ecs:CreateService': ofServices((input) => [nameIn(input, 'serviceName')]),
  'ecs:DeleteService': ofServices((input) => [nameIn(input, 'service')]),
  'ecs:DescribeServices': ofServices((input) => listed(input, 'services')),
  'ecs:ListServiceDeployments': ofServices((input) => [nameIn(input, 'service')]),
  'ecs:DescribeServiceDeployments': inServices('serviceDeploymentArns'),
  'ecs:DescribeServiceRevisions': inServices('serviceRevisionArns'),
  'ecs:ListClusters': (_input, _place, action) => [permission(action, '*')],
  'ecs:ListServices': inCluster,
  'ecs:ListTasks': inCluster,
};
