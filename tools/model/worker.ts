/** A process that checks the shares which its parent sends, one after the other. */
import { checkShare, type Share } from "./check";

process.on("message", (share: Share) => {
  void checkShare(share).then((result) => process.send?.(result));
});
