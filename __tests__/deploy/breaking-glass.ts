import * as z from 'zod';
import { decisionsAbout, occasionsOf } from './announced-events';
import { lockedImage, type GetContext } from './deploy-context';
import { ON_CALL_KEY } from './deploy-environment';
import { sampleServiceIn } from './gating';
import { hasService } from './sample-services';
import { step } from './step-table';
import type { FunctionContext } from './verifying';
import { waitFor } from './wait-for';

const begunShape = z.object({ grant: z.object({ id: z.string(), state: z.string() }) });
const listShape = z.object({ grants: z.array(z.object({ id: z.string(), state: z.string() })) });

const WHERE = ['--cluster', 'dev-sample', '--deployment', 'dev'];
const SAMPLE = ['sample', 'service', 'unsigned', '--deployment', 'dev'];

/** Lifts the response to an image by the commands for break-glass, with the deployed function. */
export const breakingGlass = (context: GetContext, functionContext: () => FunctionContext): void =>
  describe('breaking glass', () => {
    let id = '';

    const breakGlass = (...args: readonly string[]) =>
      context().environment.imageTrustAs(ON_CALL_KEY, 'break-glass', ...args, ...WHERE);

    const announced = (occasion: string) =>
      waitFor(async () => (await occasionsOf(functionContext(), id)).find((each) => each.occasion === occasion));

    step('image-trust break-glass grant: the function announces the grant', async () => {
      const image = ['--digest', lockedImage(context(), 'sample-unsigned')];
      const result = await breakGlass('grant', ...image, '--reason', 'outage 4711', '--hours', '1', '--json');
      expect(result).toMatchObject({ status: 0 });
      const { grant } = begunShape.parse(JSON.parse(result.stdout));
      expect(grant.state).toBe('in force');
      ({ id } = grant);
      await announced('granted');
      await waitFor(async () =>
        (await functionContext().topic.messages()).find((body) => body.includes(`break-glass grant ${id} granted`)),
      );
    });

    step('image-trust sample service unsigned under the grant: continued, and the use is announced', async () => {
      const { environment } = context();
      const result = await environment.imageTrust(...SAMPLE);
      expect(result).toMatchObject({ status: 0 });
      expect(result.stdout).toMatch(/^answer +continued\nby +the gate\n/);
      const service = sampleServiceIn(result.stderr);
      const decision = await waitFor(async () => (await decisionsAbout(functionContext(), service))[0]);
      expect(decision).toMatchObject({ outcome: 'continued', grants: [id] });
      const { usedBy } = await announced('used');
      expect(usedBy).toBe(decision.serviceDeployment);
    });

    step('image-trust break-glass list: shows the grant', async () => {
      const result = await breakGlass('list', '--json');
      expect(listShape.parse(JSON.parse(result.stdout)).grants).toEqual([{ id, state: 'in force' }]);
    });

    step('image-trust break-glass revoke: announced; the unsigned sample is then rolled back and removed', async () => {
      const { environment } = context();
      await expect(breakGlass('revoke', id)).resolves.toMatchObject({ status: 0 });
      await announced('revoked');
      await expect(breakGlass('revoke', id)).resolves.toMatchObject({ stdout: `was revoked before  ${id}\n` });
      const result = await environment.imageTrust(...SAMPLE);
      expect(result).toMatchObject({ status: 1 });
      expect(result.stdout).toMatch(/^answer +rolled back\nby +the gate\n/);
      const service = sampleServiceIn(result.stderr);
      expect(service).toMatch(/^dev-sample-unsigned-/);
      await expect(hasService(environment, service)).resolves.toBe(false);
      const occasions = (await occasionsOf(functionContext(), id)).map(({ occasion }) => occasion);
      expect(occasions).toEqual(['granted', 'used', 'revoked']);
    });
  });
