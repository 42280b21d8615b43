/** The types under which the engine knows what this package makes. */

/** A dynamic resource's token. Source: the engine's convention, `pulumi-nodejs:dynamic/<module>:<type>`. */
export const NOTEBOOK_TYPE = "pulumi-nodejs:dynamic/modelarts:Notebook";

/** The component that stands for a notebook that is only read. */
export const REFERENCE_TYPE = "modelarts:index:NotebookReference";

/** The same resource as the plugin serves it: what `pulumi import` reads and other languages use. */
export const PLUGIN_TYPE = "modelarts:index:Notebook";
