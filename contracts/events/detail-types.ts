/** The detail type of what the gate announces about a service deployment. */
export const GATE_EVENT_DETAIL_TYPE = 'Gate Decision';

/** The detail type of what is announced about a break-glass grant. */
export const GRANT_EVENT_DETAIL_TYPE = 'Break-Glass Grant';

/** The detail type of the event by which the launch function learns that a break-glass grant was written or revoked. */
export const GRANT_CHANGE_DETAIL_TYPE = 'Break-Glass Grant Change';
