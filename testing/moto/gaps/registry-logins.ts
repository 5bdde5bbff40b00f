import { jsonResult } from '../../aws/aws-response';
import type { Interceptor } from '../moto-call';

const HOURS = 12;

/** Hands out the password that the gateway's ECR takes: moto's own opens nothing. */
export const registryLogins =
  (password: string): Interceptor =>
  async (exchange, moto) => {
    if (exchange.service !== 'ecr' || exchange.operation !== 'GetAuthorizationToken') return moto(exchange);
    const authorizationToken = Buffer.from(`AWS:${password}`).toString('base64');
    return jsonResult({ authorizationData: [{ authorizationToken, expiresAt: Date.now() / 1000 + HOURS * 3600 }] });
  };
