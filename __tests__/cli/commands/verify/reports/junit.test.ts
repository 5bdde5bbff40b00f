import { renderJunit } from '../../../../../cli/commands/verify/reports/junit';
import { UNTRUSTED_CATALOGUE } from '../../../../../verification';
import { aContainer, anUnprovable, anUntrusted, digestOf, ECR } from '../../../../support/domain/domain';
import { aReport, aSubject, HOSTILE } from './a-report';

const WEB = `${ECR}/shop/web:1`;

describe('renderJunit', () => {
  it('has a case for each image and counts the outcomes', () => {
    const exempt = { kind: 'exempt' as const, rule: 'legacy', detail: 'an old image' };
    const verified = [
      aSubject(),
      aSubject({ verdict: anUntrusted('revoked', 'job 1'), source: 'td.json: web', file: 'td.json' }),
      aSubject({ verdict: anUnprovable() }),
      aSubject({ verdict: exempt }),
    ];
    const withoutImage = [{ source: 'compose.yaml: services.web', file: 'compose.yaml', reason: 'no image' }];
    const { meaning, remediation } = UNTRUSTED_CATALOGUE.revoked;
    const xml = renderJunit(aReport({ verified, withoutImage })).split('\n');
    expect(xml.slice(0, 4)).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="image-trust verify" tests="5" failures="1" errors="1" skipped="2">',
      '  <testsuite name="image-trust verify" tests="5" failures="1" errors="1" skipped="2">',
      `    <testcase classname="command line" name="${WEB}"></testcase>`,
    ]);
    const text = xml.join('\n');
    expect(text).toContain(
      `<testcase classname="td.json: web" name="${WEB}"><failure message="untrusted (revoked)">${meaning}.\nWhat to do: ${remediation}.\njob 1</failure>`,
    );
    expect(text).toContain('<error message="inconclusive (image-not-found)">');
    expect(text).toContain('<skipped message="exempt (legacy)">');
    expect(text).toContain('name="compose.yaml: services.web"><skipped message="no image"></skipped>');
  });

  it('names the digest of what runs, unless its image does', () => {
    const container = aContainer({ image: WEB, imageDigest: digestOf('a') });
    const pinned = aContainer({ image: `${WEB}@${digestOf('a')}`, imageDigest: digestOf('a') });
    const on = { source: 'running in pay', running: 3 };
    const xml = renderJunit(
      aReport({ verified: [aSubject({ container, ...on }), aSubject({ container: pinned, ...on })] }),
    );
    const line = `classname="running in pay: 3 containers" name="${WEB}@${digestOf('a')}"`;
    expect(xml.split(line)).toHaveLength(3);
  });

  it('lets no text from outside end its place', () => {
    const container = aContainer({ name: HOSTILE, image: HOSTILE });
    const verdict = anUntrusted('revoked', HOSTILE);
    const xml = renderJunit(
      aReport({
        verified: [aSubject({ container, verdict, source: HOSTILE })],
        withoutImage: [{ source: HOSTILE, file: null, reason: HOSTILE }],
        failure: HOSTILE,
      }),
    );

    expect(xml).not.toMatch(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF\uD800-\uDFFF\u202E]/);
    const outside = xml.replace(/="[^"<]*"/g, '').replace(/<\?.*\?>/, '');
    expect(outside.match(/<\/?[a-z]+(?: [a-z]+)*>/g)).toHaveLength(16);
    expect(outside.replace(/<\/?[a-z]+(?: [a-z]+)*>/g, '')).not.toMatch(/[<>"']/);
  });
});
