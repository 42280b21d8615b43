/**
 * The names that a rule's parts had in version 0.2. Packs of users' own may still have rules with them,
 * so `policiesOf` and `definePack` take both.
 */
import type { Image, Notebook, Storage } from "../rule-lib/resource-properties";
import type { CheckContext, Finding, PropertySource, Rule, StackNotebook } from "./rule";

/** `CheckContext` in version 0.2. */
export type Sight = CheckContext & { seen: PropertySource };

interface StackMember extends StackNotebook {
  seen: PropertySource;
}

interface FormerChecks<Settings> {
  judge?(notebook: Notebook, settings: Settings, sight: Sight): Iterable<Finding>;
  judgeStorage?(storage: Storage, settings: Settings, sight: Sight): Iterable<Finding>;
  judgeImage?(image: Image, settings: Settings, sight: Sight): Iterable<Finding>;
  judgeStack?<Member extends StackMember>(
    notebooks: readonly Member[],
    settings: Settings,
  ): Iterable<Finding & { at?: Member; among?: readonly Member[] }>;
}

// A list holds rules with different settings.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface FormerRule<Settings extends object = any>
  extends Omit<Rule<Settings>, "appliesTo">, FormerChecks<Settings> {
  judges: Rule["appliesTo"];
  judgeExemptions?: Rule["classifyExemptions"];
}

/** A rule as a user may write it. If a part has both names, the former one is used. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type OwnRule<Settings extends object = any> =
  | (Rule<Settings> &
      Partial<Pick<FormerRule<Settings>, "judges" | "judgeExemptions">> &
      FormerChecks<Settings>)
  | FormerRule<Settings>;

export function withCurrentNames(rule: OwnRule): Rule {
  const { judges, judge, judgeStorage, judgeImage, judgeStack, judgeExemptions, ...current } =
    rule as Rule & Partial<FormerRule>;
  const sight = (context: CheckContext): Sight => ({ ...context, seen: context.source });
  return {
    ...current,
    ...(judges && { appliesTo: judges }),
    ...(judge && {
      checkNotebook(props, settings, context) {
        return judge.call(this, props, settings, sight(context));
      },
    }),
    ...(judgeStorage && {
      checkStorage(props, settings, context) {
        return judgeStorage.call(this, props, settings, sight(context));
      },
    }),
    ...(judgeImage && {
      checkImage(props, settings, context) {
        return judgeImage.call(this, props, settings, sight(context));
      },
    }),
    ...(judgeExemptions && { classifyExemptions: judgeExemptions }),
    ...(judgeStack && {
      *checkStack(notebooks, settings) {
        const members = notebooks.map((each) => Object.assign(each, { seen: each.source }));
        const check: typeof judgeStack = judgeStack.bind(this);
        for (const { at, among, ...finding } of check(members, settings)) {
          yield { ...finding, ...(at && { notebook: at }), ...(among && { counted: among }) };
        }
      },
    }),
  } satisfies Rule;
}
