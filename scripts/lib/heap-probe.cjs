// Preloaded into the server, with an IPC channel and --expose-gc. Answers each message with the size of the heap after a
// garbage collection; a message that names a file also has a snapshot of the heap written to it.
const { getHeapCodeStatistics, writeHeapSnapshot } = require('node:v8');

process.on('message', ({ snapshot }) => {
  // What the first collection only marks for finalization, the second one frees.
  global.gc();
  setImmediate(() => {
    global.gc();
    if (snapshot !== undefined) writeHeapSnapshot(snapshot);
    const code = getHeapCodeStatistics();
    process.send({
      used: process.memoryUsage().heapUsed,
      code: code.code_and_metadata_size + code.bytecode_and_metadata_size,
    });
  });
});
// The server ends when its streams do, whether or not it is still measured.
process.channel.unref();
