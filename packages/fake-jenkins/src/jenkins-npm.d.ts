/** The npm package `jenkins` has no types of its own. */
declare module 'jenkins' {
  interface Job {
    list(folder?: string): Promise<{ name: string; url: string; color?: string }[]>
    get(name: string): Promise<{ name: string; lastBuild: { number: number } | null; builds: { number: number }[] }>
    exists(name: string): Promise<boolean>
  }
  interface Build {
    get(
      name: string,
      number: number,
      options?: { depth?: number; tree?: string },
    ): Promise<{ number: number; result: string | null; building: boolean; timestamp: number; fullDisplayName: string }>
  }
  export default class Jenkins {
    constructor(options: { baseUrl: string; crumbIssuer?: boolean; headers?: Record<string, string> })
    info(): Promise<{ mode: string; jobs: { name: string }[] }>
    job: Job
    build: Build
  }
}
