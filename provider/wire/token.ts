import { z } from "zod";

/** A login by password for one project. The token is in the answer's X-Subject-Token header. */
export const TokenRequest = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.array(z.literal("password")),
      password: z.object({
        user: z.object({
          name: z.string().optional(),
          id: z.string().optional(),
          password: z.string(),
          domain: z.object({ name: z.string() }).optional(),
        }),
      }),
    }),
    scope: z.object({
      project: z.object({
        id: z.string().optional(),
        name: z.string().optional(),
        domain: z.object({ name: z.string() }).optional(),
      }),
    }),
  }),
});

export const TokenResponse = z.object({
  token: z.object({
    expires_at: z
      .string()
      .refine((date) => !Number.isNaN(Date.parse(date)), "must be a date")
      .describe("When the token expires, as an ISO 8601 date."),
    project: z.object({ id: z.string().optional(), name: z.string().optional() }).optional(),
  }),
});

/** The header of IAM's answer that has the token. */
export const SUBJECT_TOKEN = "x-subject-token";

/** The projects of an account. Official clients find a project by the region's name. */
export const ProjectsQuery = z.object({
  name: z.string().optional(),
  domain_id: z.string().optional(),
  enabled: z.stringbool().or(z.boolean()).optional(),
});
export const Projects = z.object({
  projects: z.array(
    z.object({
      id: z.string(),
      name: z.string().optional(),
      domain_id: z.string().optional(),
      enabled: z.boolean().optional(),
      is_domain: z.boolean().optional(),
      parent_id: z.string().optional(),
      description: z.string().optional(),
    }),
  ),
});

/** The accounts that a user can log in to. */
export const AuthDomains = z.object({
  domains: z.array(
    z.object({
      id: z.string(),
      name: z.string().optional(),
      enabled: z.boolean().optional(),
      description: z.string().optional(),
    }),
  ),
});
