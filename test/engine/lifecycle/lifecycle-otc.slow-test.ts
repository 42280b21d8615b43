import { liveOnce } from "./lifecycle-steps";

liveOnce("on Open Telekom Cloud", { cloud: "otc" });
