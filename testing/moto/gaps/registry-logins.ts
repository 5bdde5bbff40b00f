import { jsonResult } from '../../aws/aws-response';
import { toAuthorizationData } from '../../aws/ecr-images';
import type { Interceptor } from '../moto-call';

/** Issues the password that the gateway's ECR accepts; the one that moto issues would be refused. */
export const registryLogins =
  (password: string): Interceptor =>
  async (call, moto) => {
    if (call.service !== 'ecr' || call.operation !== 'GetAuthorizationToken') return moto(call);
    return jsonResult({ authorizationData: [toAuthorizationData(password, Date.now())] });
  };
