import { PUBLIC_HOST } from '../../testing/cases/case-environment';
import { runCase } from '../../testing/cases/run-case';
import type { VerificationCase } from '../../testing/cases/verification-case';
import { useLiveEnvironment } from './live-environment';

/** The names of cases that attach something to an image. */
export const ATTACHED = /^(?:crafted|forged|layer-digest|tag-schema)-/;

/** Verifies the images of all cases of some topics, in one environment. */
export const describeCases = (topics: Readonly<Record<string, readonly VerificationCase[]>>): void =>
  describe('the verdict on an image with', () => {
    const live = useLiveEnvironment({ publicRegistries: [PUBLIC_HOST] });

    describe.each(Object.entries(topics))('%s', (_about, each) => {
      it.each(each.map((one) => [one.name, one.title, one] as const))('%s: %s', async (_name, _title, one) => {
        const { verdict, runs } = await runCase(live.environment, one);
        expect(verdict).toMatchObject(one.expected);
        // What a pusher attaches costs no process, unless AWS Signer made it.
        if (ATTACHED.test(one.name) && one.expected.kind === 'untrusted') expect(runs).toEqual([]);
        expect(verdict.detail.length).toBeGreaterThan(10);
        expect(verdict.detail.length).toBeLessThanOrEqual(1_000);
        expect(verdict.detail).not.toContain(live.environment.directory);
      });
    });
  });
