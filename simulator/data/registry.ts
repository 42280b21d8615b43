/** The container registry (SWR): the images that ModelArts has stored there and not deleted. */
export class Registry {
  private readonly paths = new Set<string>();

  /** The `swr_path` of each stored image. */
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
