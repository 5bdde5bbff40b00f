import { arnOf } from './resource-arns';
import type { Place } from './resource-names';

/** The product ARN under which an account imports findings of its own in Security Hub. */
export const securityHubProductArn = (place: Place): string =>
  arnOf(place, 'securityhub', `product/${place.account}/default`);

/** The ARN of Security Hub itself in an account and region. */
export const securityHubArn = (place: Place): string => arnOf(place, 'securityhub', 'hub/default');
