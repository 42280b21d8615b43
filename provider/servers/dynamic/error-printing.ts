/**
 * Makes errors printable, with their codes, and prevents that one error is shown twice. The dynamic provider server of
 * @pulumi/pulumi prints every error that it returns, with the stack, and the engine shows the printed text in addition to
 * the error. Also, all resources with the same wrong configuration fail with the same long message: only the first one
 * shows the message in full.
 */
import {
  ConfigurationError,
  messageCodeOf,
  ModelArtsError,
  shownMessage,
} from "../../client/errors";
import { PartialFailure } from "../../resources/shared/errors";
import { printableLines, withCode } from "../../wire/printable";

type Method = (...args: never[]) => Promise<unknown>;

/**
 * @param provider the methods that the server calls.
 * @returns the same methods. The messages of their errors end in their codes and hold no control characters of answers,
 *   the server does not print their ModelArtsErrors, and a ConfigurationError that another call has already thrown has a
 *   short message.
 */
export function printOnce<Provider extends Record<string, Method>>(provider: Provider): Provider {
  const thrownTexts = new Set<string>();
  const shownMessages = new Set<string>();
  const print = console.error;
  console.error = (...args: unknown[]) => {
    if (!thrownTexts.delete(String(args[0]))) print(...args.map(printableArgument));
  };
  const withoutSecondPrint = (method: Method): Method => {
    return async (...args) => {
      try {
        return await method(...args);
      } catch (thrown) {
        if (!(thrown instanceof Error)) throw thrown;
        const error = shownCopy(
          thrown instanceof ConfigurationError ? shortIfRepeated(thrown, shownMessages) : thrown,
        );
        // Exactly the text that the server prints. If a later SDK prints another text, errors are shown twice again.
        if (error instanceof ModelArtsError) thrownTexts.add(`${error}: ${error.stack}`);
        throw error;
      }
    };
  };
  return Object.fromEntries(
    Object.entries(provider).map(([name, method]) => [name, withoutSecondPrint(method)]),
  ) as Provider;
}

/** A copy with the texts as they are shown: one error may be thrown several times, and be quoted by another one. */
function shownCopy(error: Error): Error {
  const text = printableLines(shownMessage(error));
  // The prototype of an error of Node may work only for what Node has made.
  if (!(error instanceof ModelArtsError)) {
    return Object.assign(new Error(text), { name: error.name, stack: error.stack });
  }
  const prototype = Object.getPrototypeOf(error) as object;
  const copy = Object.create(prototype, Object.getOwnPropertyDescriptors(error)) as Error;
  const hidden = { configurable: true, writable: true };
  Object.defineProperties(copy, {
    message: { value: text, ...hidden },
    stack: { value: error.stack, ...hidden },
  });
  if (copy instanceof PartialFailure) {
    const code = messageCodeOf(error);
    copy.reasons = copy.reasons.map((reason) => printableLines(withCode(reason, code)));
  }
  return copy;
}

/** A stack trace repeats the message as it was when the error was made. */
function printableArgument(argument: unknown): unknown {
  return typeof argument === "string" ? printableLines(argument) : argument;
}

function shortIfRepeated(error: ConfigurationError, shown: Set<string>): ConfigurationError {
  const isRepeated = shown.has(error.message);
  shown.add(error.message);
  if (!isRepeated) return error;
  const [title, details] = error.message.split(":\n", 2);
  const summary = details === undefined ? "The configuration is wrong" : title;
  return new ConfigurationError(
    error.messageCode,
    `${summary}. Another resource's error has the details.`,
  );
}
