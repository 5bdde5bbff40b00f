import { toAuthorizationData } from '../../../testing/aws/ecr-images';
import { errorResponse, jsonResult } from '../../../testing/aws/aws-response';
import { AwsError } from '../../../testing/aws/aws-error';
import { closeAtOnce, createHttpServer, listenOnLoopback } from '../../../testing/http/loopback-server';

/** The part of ECR's API that a login needs. */
export interface EcrApi {
  readonly url: string;
  /** Refuses every call with that error code from now on; undefined stops refusing. */
  readonly refuse: (code: string | undefined) => void;
  readonly stop: () => Promise<void>;
}

/** Starts ECR's API on a loopback port. It responds to every call with the login of user `AWS` with that password. */
export const startEcrApi = async (password: () => string): Promise<EcrApi> => {
  let refusal: string | undefined;
  const server = createHttpServer(async (_request, outgoing) => {
    const { status, headers, body } =
      refusal === undefined
        ? jsonResult({ authorizationData: [toAuthorizationData(password(), Date.now())] })
        : errorResponse(new AwsError(refusal, 'refused by the test'), 'json');
    outgoing.writeHead(status, headers).end(body);
  });
  const url = await listenOnLoopback(server);
  const refuse = (code: string | undefined): void => void (refusal = code);
  return { url, refuse, stop: () => closeAtOnce(server) };
};
