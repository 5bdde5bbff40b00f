import { jsonResult } from '../../aws/aws-answer';
import type { Between } from '../aws-exchange';

const HOURS = 12;

/** Hands out the password that the gateway's ECR takes: moto's own opens nothing. */
export const registryLogins =
  (password: string): Between =>
  async (exchange, moto) => {
    if (exchange.service !== 'ecr' || exchange.operation !== 'GetAuthorizationToken') return moto(exchange);
    const authorizationToken = Buffer.from(`AWS:${password}`).toString('base64');
    return jsonResult({ authorizationData: [{ authorizationToken, expiresAt: Date.now() / 1000 + HOURS * 3600 }] });
  };
