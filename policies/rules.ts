/** All rules of the pack, in the order of the documentation. `report-exemptions` comes last. */
import type { Rule } from "./engine/rule";
import { disallowDefaultWorkspace } from "./rules/disallow-default-workspace";
import { disallowDrift } from "./rules/disallow-drift";
import { disallowDuplicates } from "./rules/disallow-duplicates";
import { disallowFailedStatus } from "./rules/disallow-failed-status";
import { disallowFreeCodelab } from "./rules/disallow-free-codelab";
import { disallowOverdueNotebooks } from "./rules/disallow-overdue-notebooks";
import { disallowPublicImages } from "./rules/disallow-public-images";
import { disallowPublicNetwork } from "./rules/disallow-public-network";
import { disallowRootUser } from "./rules/disallow-root-user";
import { disallowSecrets } from "./rules/disallow-secrets";
import { disallowSsh } from "./rules/disallow-ssh";
import { disallowStaleNotebooks } from "./rules/disallow-stale-notebooks";
import { limitAge } from "./rules/limit-age";
import { limitFlavors } from "./rules/limit-flavors";
import { limitImages } from "./rules/limit-images";
import { limitRunningNotebooks } from "./rules/limit-running-notebooks";
import { limitSshSources } from "./rules/limit-ssh-sources";
import { limitVolumes } from "./rules/limit-volumes";
import { reportExemptions } from "./rules/report-exemptions";
import { requireAutoStop } from "./rules/require-auto-stop";
import { requireDedicatedPool } from "./rules/require-dedicated-pool";
import { requireDedicatedStorage } from "./rules/require-dedicated-storage";
import { requireIdleLease } from "./rules/require-idle-lease";
import { requireKeyPair } from "./rules/require-key-pair";
import { requireNamePattern } from "./rules/require-name-pattern";
import { requireOwner } from "./rules/require-owner";
import { requireSshWhitelist } from "./rules/require-ssh-whitelist";
import { requireTags } from "./rules/require-tags";
import { requireUserVpc } from "./rules/require-user-vpc";

export const rules: readonly Rule[] = [
  requireSshWhitelist,
  limitSshSources,
  requireKeyPair,
  disallowSsh,
  requireAutoStop,
  requireIdleLease,
  limitFlavors,
  requireDedicatedPool,
  requireUserVpc,
  disallowPublicNetwork,
  limitImages,
  disallowPublicImages,
  limitAge,
  disallowRootUser,
  requireDedicatedStorage,
  limitVolumes,
  requireTags,
  disallowDefaultWorkspace,
  requireNamePattern,
  requireOwner,
  disallowStaleNotebooks,
  disallowFailedStatus,
  disallowOverdueNotebooks,
  disallowSecrets,
  disallowDrift,
  disallowFreeCodelab,
  limitRunningNotebooks,
  disallowDuplicates,
  reportExemptions,
];
