import type { Prose } from '../../shared/options/help';

/** What `image-trust break-glass --help` says besides its options. */
export const PROSE: Prose = {
  description: [
    'In an emergency, lets one image, or the images of one repository, run in one cluster for some hours although they are untrusted or could not be verified: nothing is stopped, rolled back or held because of them. Verdicts stay as they are. Everybody who listens to the topic learns when a grant begins, is used, is revoked and expires. A grant ends after 24 hours at most; what runs by then is not stopped.',
    'Each action assumes the break-glass role of the deployment, which exists if its file has "breakGlass", in a session named after you. A grant that cannot be announced is revoked again.',
    'With --json, it prints {"deployment", "grant"} for grant and revoke, and {"deployment", "cluster", "grants"} for list. A grant has id, cluster, kind, subject, reason, grantedBy, grantedAt, until, revokedAt and state.',
  ],
  needs:
    'AWS credentials that may assume the break-glass role (sts:AssumeRole), of an identity that the deployment file names under breakGlass.assumedBy.',
  examples: [
    [
      'Let one image run for four hours',
      `npx image-trust break-glass grant --cluster pay --hours 4 --digest "$IMAGE" --reason "$WHY"`,
    ],
    ['See what is granted', 'npx image-trust break-glass list --cluster pay'],
    ['End a grant', 'npx image-trust break-glass revoke 4f3a9c21b7de --cluster pay'],
  ],
  exitCodes: {
    0: 'granted, listed or revoked',
    1: 'the cluster has no such grant',
    4: 'AWS refused; nothing is granted, unless the message says otherwise',
    5: 'revoked, but that could not be announced: run the command again',
  },
};
