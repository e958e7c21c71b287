;;; Does in Emacs what a user does, and writes what came of it to ~/result.json.  -*- lexical-binding: t -*-
;; The last argument is the client: eglot or lsp-mode.  Its set-up was loaded before.

(require 'json)
(require 'seq)

(defvar mailtxt-client (intern (car (last command-line-args))))
(setq command-line-args-left nil)

(defun mailtxt-wait (what condition)
  "Wait until CONDITION holds; WHAT names it."
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.02))))

(defun mailtxt-place (text)
  "Go to the start of TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun mailtxt-lsp-request (method params)
  "Ask with the client that is tried."
  (if (eq mailtxt-client 'eglot)
      (eglot--request (eglot-current-server) (intern (concat ":" method)) params)
    (lsp-request method params)))

(defun mailtxt-get (object key)
  "KEY of OBJECT, which is a plist or a hash table."
  (if (hash-table-p object) (gethash key object) (plist-get object (intern (concat ":" key)))))

(defun mailtxt-at-point ()
  "Where point is, as the protocol says it."
  (if (eq mailtxt-client 'eglot) (eglot--TextDocumentPositionParams)
    (lsp--text-document-position-params)))

(defun mailtxt-diagnostics ()
  "RULE: MESSAGE of each."
  (if (eq mailtxt-client 'eglot)
      (mapcar (lambda (one)
                (let ((data (alist-get 'eglot-lsp-diag (flymake-diagnostic-data one))))
                  (format "%s: %s" (plist-get data :code) (plist-get data :message))))
              (flymake-diagnostics))
    (mapcar (lambda (one) (format "%s: %s" (gethash "code" one) (gethash "message" one)))
            (seq-into (gethash (buffer-file-name) (lsp-diagnostics) nil) 'list))))

(let (result)
  (push (cons 'language (symbol-name major-mode)) result)
  (when (eq mailtxt-client 'eglot) (flymake-start))
  (mailtxt-wait "diagnostics"
                (lambda () (seq-some (lambda (one) (string-search "spf-all-pass" one)) (mailtxt-diagnostics))))
  (push (cons 'diagnostics (vconcat (mailtxt-diagnostics))) result)

  (mailtxt-place "all\"")
  (push (cons 'hover
              (let ((contents (mailtxt-get (mailtxt-lsp-request "textDocument/hover" (mailtxt-at-point)) "contents")))
                (mailtxt-get contents "value")))
        result)

  (mailtxt-place "+all")
  (push (cons 'suggestions
              (let ((list (mailtxt-lsp-request "textDocument/completion" (mailtxt-at-point))))
                (vconcat (mapcar (lambda (item) (mailtxt-get item "label"))
                                 (or (mailtxt-get list "items") list)))))
        result)

  (let* ((bounce "550 5.7.23 SPF validation failed for example.com, ip=198.51.100.7")
         (answer (if (eq mailtxt-client 'eglot)
                     (eglot--request (eglot-current-server) :workspace/executeCommand
                                     (list :command "mailtxt.server.explain" :arguments (vector bounce)))
                   (lsp-request "workspace/executeCommand"
                                (list :command "mailtxt.server.explain" :arguments (vector bounce))))))
    (push (cons 'explanation (mailtxt-get answer "text")) result))

  (mailtxt-place "all\"")
  (let ((inhibit-message t))
    (if (eq mailtxt-client 'eglot)
        (let ((actions (eglot-code-actions (point) (1+ (point)) "quickfix")))
          (eglot-execute (eglot-current-server)
                         (seq-find (lambda (action) (eq t (plist-get action :isPreferred))) actions)))
      (lsp-execute-code-action
       (seq-find (lambda (action) (eq t (gethash "isPreferred" action))) (lsp-code-actions-at-point)))))
  (mailtxt-wait "the edit" (lambda () (save-excursion (goto-char (point-min)) (search-forward "~all" nil t))))
  (push (cons 'text (buffer-substring-no-properties (point-min) (point-max))) result)

  (with-temp-file (expand-file-name "~/result.json") (insert (json-encode result))))
