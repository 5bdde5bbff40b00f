import type { RecordedRequest } from '../../testing/gateway/recorded-request';
import type { DeployEnvironment } from './deploy-environment';

/** When a push began and ended, in milliseconds since the epoch. */
interface PushWindow {
  readonly from: number;
  readonly to: number;
}

const windows: PushWindow[] = [];

/** Pushes while no function runs, so that its requests are known by their time. */
export const pushing = async <T>(push: () => Promise<T>): Promise<T> => {
  const from = Date.now();
  try {
    return await push();
  } finally {
    windows.push({ from, to: Date.now() });
  }
};

const isOfPush = ({ at }: RecordedRequest): boolean => windows.some(({ from, to }) => from <= at && at <= to);

/** The requests of the pushes to the registries and to AWS Signer. */
export const requestsOfPushes = ({ emulated }: DeployEnvironment): readonly RecordedRequest[] =>
  emulated.gateway.requests.filter(isOfPush);

/** The requests of the functions to the registries and to AWS Signer. */
export const requestsOfFunctions = ({ emulated }: DeployEnvironment): readonly RecordedRequest[] =>
  emulated.gateway.requests.filter((each) => !isOfPush(each));
