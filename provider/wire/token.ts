import { z } from "zod";

/** IAM's password method, scoped to a project. The token is in the answer's X-Subject-Token header. */
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

/** The header that carries the token in IAM's answer. */
export const SUBJECT_TOKEN = "x-subject-token";
