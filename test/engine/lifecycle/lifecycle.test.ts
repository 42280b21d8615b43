import { liveOnce } from "./lifecycle-steps";

liveOnce("on Huawei Cloud", { cloud: "huawei" });
