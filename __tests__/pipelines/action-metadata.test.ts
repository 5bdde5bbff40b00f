import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ACTION, readAction } from '../support/pipelines/action';

const ROOT = resolve(__dirname, '../..');
const TEXT = readFileSync(join(ROOT, ACTION), 'utf8');
const WORKFLOWS = join(ROOT, '.github/workflows');
const action = readAction();
const { steps } = action.runs;
const usesIn = (text: string): readonly string[] => [...text.matchAll(/uses: (.+)/g)].map(([, used = '']) => used);

describe('the metadata of the action', () => {
  it('has only the keys that GitHub knows', () => {
    expect(Object.keys(action)).toEqual(['name', 'description', 'inputs', 'outputs', 'runs']);
    expect(action.runs.using).toBe('composite');
    const known = ['id', 'name', 'if', 'uses', 'with', 'shell', 'run', 'env'];
    for (const step of steps) expect(Object.keys(step).filter((key) => !known.includes(key))).toEqual([]);
    for (const input of Object.values(action.inputs))
      expect(Object.keys(input).filter((key) => !['description', 'default', 'required'].includes(key))).toEqual([]);
    for (const output of Object.values(action.outputs)) expect(Object.keys(output)).toEqual(['description', 'value']);
  });

  it('describes each input and output in a line, and gives each input a text as its default', () => {
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)])
      expect(description).toMatch(/^\S.{10,}$/);
    for (const { default: value = '' } of Object.values(action.inputs)) expect(typeof value).toBe('string');
  });

  it('pins each action to the commit that a workflow of this project uses, with its version in a comment', () => {
    const known = readdirSync(WORKFLOWS).flatMap((file) => usesIn(readFileSync(join(WORKFLOWS, file), 'utf8')));
    const used = usesIn(TEXT);
    expect(used).toHaveLength(2);
    for (const each of used) expect(known).toContain(each);
  });

  it('names a shell for each script, and has no expression in any script', () => {
    const scripts = steps.filter(({ run }) => run !== undefined);
    expect(scripts).toHaveLength(3);
    for (const { run, shell } of scripts) {
      expect(shell).toBe('bash');
      expect(run).not.toContain('${{');
    }
  });

  it('uses each input, and no other', () => {
    const used = [...TEXT.matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  it('takes each output from the step that verifies', () => {
    for (const [name, { value }] of Object.entries(action.outputs))
      expect(value).toBe(`\${{ steps.verify.outputs.${name} }}`);
    expect(steps.at(-1)?.id).toBe('verify');
  });
});
