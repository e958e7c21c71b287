// Preloaded into the server, with an IPC channel and --expose-gc. Answers each message with the bytes of the heap that are in
// use after a garbage collection; a message that names a file also has a snapshot of the heap written to it.
const { writeHeapSnapshot } = require('node:v8');

process.on('message', ({ snapshot }) => {
  // What the first collection only marks for finalization, the second one frees.
  global.gc();
  setImmediate(() => {
    global.gc();
    if (snapshot !== undefined) writeHeapSnapshot(snapshot);
    process.send(process.memoryUsage().heapUsed);
  });
});
// The server ends when its streams do, whether or not it is still measured.
process.channel.unref();
