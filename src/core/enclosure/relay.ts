import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';

/** Passes on what each of two connections says to the other until both are done; where one breaks, the other ends too. */
export const relay = (one: Socket, other: Socket): void => {
  const ended = (): void => {}; // Whoever is at the ends sees how.
  pipeline(one, other, ended);
  pipeline(other, one, ended);
};

/** The first line that a connection says; what comes after it stays to be read. Rejects where it ends before. */
export const firstLine = (socket: Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    let read = Buffer.alloc(0);
    const done = (): void => {
      socket.off('readable', look);
      socket.off('error', fail);
      socket.off('close', fail);
    };
    const fail = (): void => {
      done();
      reject(new Error('it ended without a line'));
    };
    const look = (): void => {
      for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null) {
        read = Buffer.concat([read, chunk]);
        const end = read.indexOf(10);
        if (end === -1) continue;
        done();
        if (end + 1 < read.length) socket.unshift(read.subarray(end + 1));
        return resolve(read.subarray(0, end).toString());
      }
    };
    socket.on('readable', look);
    socket.once('error', fail);
    socket.once('close', fail);
  });
