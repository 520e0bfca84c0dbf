import assert from 'node:assert/strict';
import { callsIn, UNKNOWN_VALUE } from '../../../../src/effect/script/calledText';
import { readDockerfile } from '../../../../src/effect/script/dockerfile';
import { readHcl } from '../../../../src/effect/script/hcl';
import { justRun, readJustfile } from '../../../../src/effect/script/justfile';
import { readMakefile } from '../../../../src/effect/script/makefile';
import { runOf } from '../../../../src/effect/script/makeTargets';
import { taskRun } from '../../../../src/effect/script/taskfile';

const made = (text: string, goals: readonly string[], given = {}) =>
  runOf(readMakefile(text, { given }), goals, () => false);

describe('a Makefile', () => {
  it('runs prerequisites first, each once, and ends in a cycle', () => {
    const { recipes } = made('a: b c\n\techo a\nb: c\n\techo b\nc: a\n\techo c\n', ['a']);
    assert.deepEqual(
      recipes.map(({ text }) => text),
      ['echo c', 'echo b', 'echo a'],
    );
  });

  it('puts variables in as make does, those of the command line first', () => {
    const text = 'A = $(B)\nB := 1\nC := $(B)\nB := 2\nall:\n\techo $(A) $(C) $$D $(B:2=3)\n';
    assert.equal(made(text, []).recipes[0]?.text, 'echo 2 1 $D 3');
    assert.equal(made(text, [], { B: '9' }).recipes[0]?.text, 'echo 9 9 $D 9');
  });

  it('keeps what a line does to its own shell within that line', () => {
    assert.equal(made('a:\n\tcd x\n\trm y\n', []).recipes[0]?.text, '(\ncd x\n)\nrm y');
  });

  it('follows every branch of a condition', () => {
    const { recipes } = made('ifdef X\nA = 1\nelse\nA = 2\nendif\nall:\n\techo $(A)\n', []);
    assert.equal(recipes[0]?.text, 'echo 1\necho 2');
  });

  it('tells what it runs while it is read, and what it has no rule for', () => {
    const makefile = readMakefile('X := $(shell date)\nall:\n\techo $(X)\n');
    assert.deepEqual(makefile.shells, ['date']);
    assert.deepEqual(runOf(makefile, ['other'], () => false).missing, ['other']);
  });
});

describe('a justfile', () => {
  it('gives recipes their arguments, and runs what stands before and after them', () => {
    const file = readJustfile(
      "x := 'a' + 'b'\nr p='q' *rest: first && last\n  echo {{x}} {{p}} {{rest}}\nfirst:\n  one\nlast:\n  two\n",
    );
    const { texts } = justRun(file, ['r', '1', '2', '3'], new Map(), '/');
    assert.deepEqual(
      texts.map(({ text }) => text),
      ['one', 'echo ab 1 2 3', 'two'],
    );
  });
});

describe('a Taskfile', () => {
  it('runs what a task needs, with the variables that it is given', () => {
    const text = 'vars: {A: 1}\ntasks:\n  x:\n    deps: [y]\n    cmds: ["echo {{.A}} {{.CLI_ARGS}}"]\n  y: echo y\n';
    const call = { names: ['x'], given: new Map([['A', '2']]), rest: 'z', folder: '/p', included: () => undefined };
    assert.deepEqual(
      taskRun(text, call).texts.map((each) => each.text),
      ['echo y', 'echo 2 z'],
    );
  });
});

describe('a Dockerfile', () => {
  it('joins lines without the comments between them, and takes texts apart', () => {
    const text = 'FROM a\nRUN --mount=type=ssh x \\\n# c\n\n  y\nRUN <<E\nrun it\nE\nCMD ["a", "b c"]\n';
    const { instructions } = readDockerfile(text);
    assert.deepEqual(
      instructions.map(({ keyword, text: each, words, heredocs }) => [keyword, words ?? each, heredocs[0]?.body]),
      [
        ['FROM', 'a', undefined],
        ['RUN', 'x   y', undefined],
        ['RUN', '<<E', 'run it'],
        ['CMD', ['a', 'b c'], undefined],
      ],
    );
  });
});

describe('other files of builds', () => {
  it('finds calls with plain arguments, and none in comments and texts', () => {
    const writing = { comments: ['#'], hasBlockComments: false, quotes: ['"', "'"], hasBackticks: true };
    const calls = callsIn('# run "x"\ny = "run \'x\'"\nrun "a" + "b", c\n`d`\n', writing, (name) => name === 'run');
    assert.deepEqual(
      calls?.map(({ name, args }) => [name, args.map((arg) => arg.text)]),
      [
        ['run', ['ab', UNKNOWN_VALUE]],
        ['`', ['d']],
      ],
    );
  });

  it('reads the blocks and attributes of HCL, within functions as well', () => {
    const { attributes, isBroken } = readHcl('a "b" {\n  c = f({ d = "e" })\n  g = <<X\nh\nX\n}\n');
    assert.equal(isBroken, false);
    assert.deepEqual(
      attributes.map(({ blocks, name, texts }) => [blocks.join('.'), name, ...texts]),
      [
        ['a b', 'c'],
        ['a b.c', 'd', 'e'],
        ['a b', 'g', 'h\n'],
      ],
    );
  });
});
