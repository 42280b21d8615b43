/** The controls that rules serve, by the numbers that auditors use. */
import type { PolicyComplianceFramework } from "@pulumi/policy";

const NIST = {
  "AC-2": "Account management",
  "AC-3": "Access enforcement",
  "AC-4": "Information flow enforcement",
  "AC-6": "Least privilege",
  "AC-17": "Remote access",
  "CM-2": "Baseline configuration",
  "CM-3": "Configuration change control",
  "CM-7": "Least functionality",
  "CM-8": "System component inventory",
  "IA-5": "Authenticator management",
  "SC-7": "Boundary protection",
  "SC-28": "Protection of information at rest",
  "SI-2": "Flaw remediation",
} as const;

const ISO = {
  "A.5.9": "Inventory of information and other associated assets",
  "A.5.17": "Authentication information",
  "A.8.2": "Privileged access rights",
  "A.8.5": "Secure authentication",
  "A.8.6": "Capacity management",
  "A.8.8": "Management of technical vulnerabilities",
  "A.8.9": "Configuration management",
  "A.8.12": "Data leakage prevention",
  "A.8.20": "Networks security",
  "A.8.22": "Segregation of networks",
  "A.8.24": "Use of cryptography",
} as const;

/** From the AWS benchmark, because other scanners' rules for remote access refer to that one. */
const CIS = {
  "5.2": "No ingress from 0.0.0.0/0 to remote server administration ports",
  "5.3": "No ingress from ::/0 to remote server administration ports",
} as const;

export const nist = (control: keyof typeof NIST): PolicyComplianceFramework => ({
  name: "NIST SP 800-53",
  version: "Rev. 5",
  reference: control,
  specification: NIST[control],
});

export const iso = (control: keyof typeof ISO): PolicyComplianceFramework => ({
  name: "ISO/IEC 27001",
  version: "2022",
  reference: control,
  specification: ISO[control],
});

export const cis = (control: keyof typeof CIS): PolicyComplianceFramework => ({
  name: "CIS AWS Foundations Benchmark",
  version: "3.0.0",
  reference: control,
  specification: CIS[control],
});
