import { readFile } from 'node:fs/promises';
import { DockerfileParser, type Instruction, type JSONInstruction, type ModifiableInstruction } from 'dockerfile-ast';

/** One stage of a Dockerfile: `FROM` and the instructions after it. */
export interface Stage {
  readonly name: string;
  /** The image or earlier stage that it is based on. */
  readonly base: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly keyword: string;
  /** Everything after the keyword and its flags. */
  readonly text: string;
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
  /** The words of the exec form, `["node", "main.js"]`; undefined in shell form. */
  readonly exec: readonly string[] | undefined;
}

export async function readDockerfile(file: string): Promise<readonly Stage[]> {
  const stages: (Stage & { steps: Step[] })[] = [];
  for (const instruction of DockerfileParser.parse(await readFile(file, 'utf8')).getInstructions()) {
    const step = stepOf(instruction);
    if (step.keyword === 'FROM') {
      const [base = '', , name = String(stages.length)] = step.words;
      stages.push({ name, base, steps: [] });
    } else stages.at(-1)?.steps.push(step);
  }
  return stages;
}

function stepOf(instruction: Instruction): Step {
  const keyword = instruction.getKeyword();
  const words = instruction.getArguments().map((argument) => argument.getValue());
  const given = (instruction as Partial<ModifiableInstruction>).getFlags?.() ?? [];
  const flags = Object.fromEntries(given.map((flag) => [flag.getName(), flag.getValue() ?? '']));
  // A health check has its own keyword before the command.
  const command = keyword === 'HEALTHCHECK' && words[0] === 'CMD' ? words.slice(1).join(' ') : words.join(' ');
  return { keyword, text: instruction.getArgumentsContent() ?? '', words, flags, exec: execForm(instruction, command) };
}

function execForm(instruction: Instruction, command: string): readonly string[] | undefined {
  const strings = (instruction as Partial<JSONInstruction>).getJSONStrings?.().map((text) => text.getJSONValue()) ?? [];
  if (strings.length > 0) return strings;
  if (!command.startsWith('[')) return undefined;
  return JSON.parse(command) as string[];
}
