/** A server that holds its connections itself, and a client of it. */
export interface HolderModule {
  readonly serve: () => Promise<Holder>;
  /** Connects. `heard` is called for each message. */
  readonly connect: (port: number, heard: () => void) => Promise<void>;
}

export interface Holder {
  readonly port: number;
  /** Sends one message to all who are connected. @returns when all of it has left the process */
  tellAll(): Promise<void>;
}
