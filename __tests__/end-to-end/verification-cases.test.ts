import { ATTACHED_CASES, VERIFICATION_CASES } from '../../testing/cases/all-cases';
import type { VerificationCase } from '../../testing/cases/verification-case';
import { IMAGE_REASONS, SERVICE_REASONS, UNTRUSTED_REASONS } from '../../verification';
import { ATTACHED, describeCases } from './describe-cases';

jest.setTimeout(60_000);

const cases = VERIFICATION_CASES;

describeCases(ATTACHED_CASES);

describe('the verification cases', () => {
  const reasonOf = ({ expected }: VerificationCase) => ('reason' in expected ? expected.reason : expected.kind);

  it('have a name each', () => {
    const names = cases.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('cover every reason that an image of a policy with a known digest can lead to', () => {
    const reasons = [...UNTRUSTED_REASONS, ...SERVICE_REASONS, ...IMAGE_REASONS, 'trusted'];
    const others = ['no-policy', 'digest-unknown'];
    expect([...new Set(cases.map(reasonOf))].sort()).toEqual(
      reasons.filter((reason) => !others.includes(reason)).sort(),
    );
  });

  it('rule 1: are inconclusive for every outage that is not over in time', () => {
    const outages = cases.filter(({ name }) => /^(?:registry|token-service|signer|login)-/.test(name));
    expect(outages.length).toBeGreaterThan(40);
    const definite = outages.filter(({ expected }) => expected.kind !== 'inconclusive');
    expect(definite.map(({ name }) => name)).toEqual(['registry-slow-once']);
  });

  it('rule 2: are untrusted for every attachment that AWS Signer did not make, and trusted beside a good signature', () => {
    const attached = cases.filter(({ name }) => ATTACHED.test(name) && !/-then-good$|-good-then-/.test(name));
    expect(attached.length).toBeGreaterThan(60);
    const excused = attached.filter(({ expected }) => expected.kind !== 'untrusted');
    expect(excused.map(({ name }) => name)).toEqual(['crafted-version-99', 'tag-schema-manifest-longer']);
    const beside = cases.filter(({ name }) => /-then-good$|^good-then-|^tag-schema-good-then-/.test(name));
    expect(beside.length).toBeGreaterThan(120);
    expect(beside.filter(({ expected }) => expected.kind !== 'trusted')).toEqual([]);
  });
});
