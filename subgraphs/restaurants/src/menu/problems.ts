import { userError, type UserError } from '@tiffin/service';

/** Where in an input something stands. */
export type Path = readonly (string | number)[];

const PROBLEMS_MAX = 100;

/** Collects what is wrong with an input, up to a bound. */
export class Problems {
  readonly #errors: UserError<'INVALID_INPUT'>[] = [];

  get count(): number {
    return this.#errors.length;
  }

  get userErrors(): readonly UserError<'INVALID_INPUT'>[] {
    return this.#errors;
  }

  add(message: string, path: Path): void {
    if (this.#errors.length >= PROBLEMS_MAX) return;
    this.#errors.push(userError('INVALID_INPUT', message, path.map(String)));
  }

  /** The text trimmed; a problem unless it has `min` to `max` characters then. */
  text(text: string, min: number, max: number, path: Path): string {
    const trimmed = text.trim();
    const length = [...trimmed].length;
    if (length < min || length > max || trimmed.includes('\u0000')) {
      this.add(`This has ${min} to ${max} characters.`, path);
    }
    return trimmed;
  }
}
