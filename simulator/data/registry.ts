/** The container registry (SWR) that images are in, as far as ModelArts puts or deletes content there. */
export class Registry {
  private readonly paths = new Set<string>();

  /** The `swr_path` of each image whose content is there. */
  list(): string[] {
    return [...this.paths];
  }

  has(path: string): boolean {
    return this.paths.has(path);
  }

  add(path: string): void {
    this.paths.add(path);
  }

  delete(path: string): void {
    this.paths.delete(path);
  }
}
