// Preloaded into the server, with an IPC channel and --expose-gc. Replies to each message with the bytes of the heap
// that are in use after a garbage collection. If the message names a file, a snapshot of the heap is written to it.
const { writeHeapSnapshot } = require('node:v8');

process.on('message', ({ snapshot }) => {
  // The first collection only marks some objects for finalization, and the second one frees them.
  global.gc();
  setImmediate(() => {
    global.gc();
    if (snapshot !== undefined) writeHeapSnapshot(snapshot);
    process.send(process.memoryUsage().heapUsed);
  });
});
// The server exits when its streams end, whether or not it is still being measured.
process.channel.unref();
