#!/usr/bin/env node
import { existsSync } from "node:fs";
import { commands, WrongUsage } from "./commands.ts";

/** `lastroom COMMAND ...`: exit code 0 well, 1 something differs or went wrong, 2 wrong usage. */
async function main([name = "", ...args]: readonly string[]): Promise<number> {
  if (/^(--?h|(--)?help)$/.test(name)) return help();
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return usage(Object.values(commands));
  try {
    return await command.run(args, {
      env: process.env,
      print: printTo(process.stdout),
      complain: printTo(process.stderr),
    });
  } catch (error) {
    if (error instanceof WrongUsage) return usage([command]);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function help(): number {
  process.stdout.write(textOf(Object.values(commands)));
  return 0;
}

function usage(shown: readonly (typeof commands)[string][]): number {
  process.stderr.write(textOf(shown));
  return 2;
}

function textOf(shown: readonly (typeof commands)[string][]): string {
  return shown.map(({ usage: line, about }) => `${line}\n    ${about}\n`).join("");
}

function printTo(stream: NodeJS.WriteStream): (line: string) => void {
  return (line) => void stream.write(`${line}\n`);
}

// As `npm start` does: what the environment sets already stays.
if (existsSync(".env")) process.loadEnvFile(".env");
process.exitCode = await main(process.argv.slice(2));
