/** A clock for notebooks that wait at the same time: it runs faster than the computer's. */
import type { Clock } from "../../provider/client/clock";
import type { Time } from "../model/world";

/** The service's minute takes half a second. */
const SPEED = 120;

export function scaledTime(): Time {
  const began = Date.now();
  let ahead = 0;
  const clock: Clock = {
    now: () => Math.round(began + (Date.now() - began) * SPEED + ahead),
    random: () => Math.random(),
    sleep: async (ms) => realPause(ms / SPEED),
  };
  return {
    clock,
    advance: (ms) => {
      ahead += ms;
    },
  };
}

export function realPause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
