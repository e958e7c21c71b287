import assert from 'node:assert/strict';
import type { LanguageClient } from 'vscode-languageclient/node';
import { ErrorCodes, LSPErrorCodes, RenameRequest, ResponseError } from 'vscode-languageserver';
import { passRefusalsOn } from '../../client/src/refusals.ts';

type Client = Pick<LanguageClient, 'handleFailedRequest'>;

describe('a request that the server rejects', () => {
  const logged: unknown[] = [];
  const client: Client = {
    handleFailedRequest: <T>(_type: unknown, _token: unknown, error: unknown, value: T): T => {
      logged.push(error);
      return value;
    },
  };
  passRefusalsOn(client);
  const fail = (error: unknown): unknown =>
    client.handleFailedRequest(RenameRequest.type, undefined, error, 'nothing');

  it('is shown by the editor, and not logged', () => {
    const refusal = new ResponseError(LSPErrorCodes.RequestFailed, 'Not renamed: "a_b" has an underscore.');
    assert.throws(() => fail(refusal), refusal);
    assert.deepEqual(logged, []);
  });

  it('is distinguished from one that fails', () => {
    const fault = new ResponseError(ErrorCodes.InternalError, 'x is undefined');
    assert.equal(fail(fault), 'nothing');
    assert.equal(fail('gone'), 'nothing');
    assert.deepEqual(logged, [fault, 'gone']);
  });
});
