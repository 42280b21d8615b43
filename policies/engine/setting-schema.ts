/** The JSON schemas of settings, and the TypeScript types that follow from them. */

/** The part of JSON schema that the settings of this pack use. */
export interface SettingSchema {
  readonly type: "boolean" | "integer" | "number" | "string" | "array" | "object";
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly enum?: readonly string[];
  readonly items?: SettingSchema;
  readonly properties?: SettingSchemas;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
}

export type SettingSchemas = Readonly<Record<string, SettingSchema>>;

/** The settings as a check function gets them: each is present, since each has a default. */
export type SettingsOf<Schemas extends SettingSchemas> = {
  -readonly [Key in keyof Schemas]: ValueOf<Schemas[Key]>;
};

interface ValueByType {
  boolean: boolean;
  integer: number;
  number: number;
  string: string;
}

type ValueOf<Schema> = Schema extends { type: infer Type extends keyof ValueByType }
  ? ValueByType[Type]
  : Schema extends { type: "array"; items: infer Item }
    ? ValueOf<Item>[]
    : Schema extends { type: "object"; properties: infer Properties }
      ? ObjectOf<Properties, Schema extends { required: readonly (infer Key)[] } ? Key : never>
      : unknown;

type ObjectOf<Properties, Required> = {
  -readonly [Key in keyof Properties as Key & Required]: ValueOf<Properties[Key]>;
} & { -readonly [Key in keyof Properties as Exclude<Key, Required>]?: ValueOf<Properties[Key]> };
