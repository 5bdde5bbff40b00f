import { parseGoPrograms } from '../../../../../cli/commands/sign-and-push/sbom/go-programs';

const NOTATION = [
  'notation: go1.24.1',
  '\tpath\tgithub.com/notaryproject/notation/cmd/notation',
  '\tmod\tgithub.com/notaryproject/notation\tv1.3.2\th1:roSx=',
  '\tdep\tgithub.com/spf13/cobra\tv1.9.1\th1:CXSa=',
  '\tdep\tgithub.com/old/name\tv1.0.0',
  '\t=>\tgithub.com/new/name\tv1.0.1\th1:new=',
  '\tbuild\t-trimpath=true',
];
const PLUGIN = [
  'plugin: go1.26.8 X:nodwarf5',
  '\tmod\texample.com/plugin\t(devel)\t',
  '\tdep\texample.com/x\tv0.1.0\th1:x=',
];

describe('the modules of Go programs', () => {
  it("lists every module, the program's own and replacements included", () => {
    expect(parseGoPrograms(`${[...NOTATION, ...PLUGIN].join('\n')}\n`)).toEqual([
      {
        file: 'notation',
        go: '1.24.1',
        modules: [
          { path: 'github.com/notaryproject/notation', version: 'v1.3.2', sum: 'h1:roSx=' },
          { path: 'github.com/spf13/cobra', version: 'v1.9.1', sum: 'h1:CXSa=' },
          { path: 'github.com/new/name', version: 'v1.0.1', sum: 'h1:new=' },
        ],
      },
      {
        file: 'plugin',
        go: '1.26.8',
        modules: [
          { path: 'example.com/plugin', version: '(devel)', sum: undefined },
          { path: 'example.com/x', version: 'v0.1.0', sum: 'h1:x=' },
        ],
      },
    ]);
  });

  it.each([
    ['a file that is not a Go program', 'plugin: could not read Go build info'],
    ['a program without modules', 'notation: go1.24.1\n\tpath\tcommand-line-arguments'],
  ])('rejects %s', (_title, text) => {
    expect(() => parseGoPrograms(text)).toThrow('expected the modules that a program was compiled from');
  });
});
