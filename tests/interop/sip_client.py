"""A small SIP client over UDP, TCP or TLS: one request after the other, with MD5 digest (RFC 3261 22, RFC 7616).

How a request is laid out can be chosen, so that messages in the shape of other programs can be sent.
"""
import hashlib
import re
import secrets
import socket
import ssl
import time

# The parameters of our own Authorization fields, in this order.
PLAIN_DIGEST = 'username="{username}", realm="{realm}", nonce="{nonce}", uri="{uri}", ' \
               'response="{response}", algorithm=MD5, cnonce="{cnonce}", qop=auth, nc={nc}'


class Response:
    def __init__(self, data):
        head, _, self.body = data.partition(b"\r\n\r\n")
        lines = head.decode("utf-8").split("\r\n")
        self.status = int(lines[0].split()[1])
        self._fields = [(name.strip().lower(), value.strip())
                        for name, _, value in (line.partition(":") for line in lines[1:])]

    def all(self, name):
        return [value for field, value in self._fields if field == name.lower()]

    def first(self, name):
        return next(iter(self.all(name)), "")


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def credentials(challenge, method, uri, user, password, layout=PLAIN_DIGEST):
    """The value of an Authorization field that answers a challenge with qop=auth."""
    parameters = {name.lower(): quoted or plain for name, quoted, plain in
                  re.findall(r'(\w+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))', challenge)}
    realm, nonce = parameters["realm"], parameters["nonce"]
    cnonce, count = secrets.token_hex(8), "00000001"
    secret, request = md5(f"{user}:{realm}:{password}"), md5(f"{method}:{uri}")
    return "Digest " + layout.format(
        username=user, realm=realm, nonce=nonce, uri=uri, cnonce=cnonce, nc=count,
        response=md5(f"{secret}:{nonce}:{count}:{cnonce}:auth:{request}"))


class Layout:
    """How a request looks: `fields` are its header fields but for Authorization and Content-Length."""

    def __init__(self, fields, digest=PLAIN_DIGEST, branch="z9hG4bK{token}", body_end=""):
        self.fields = fields
        self.digest = digest
        self.branch = branch
        self.body_end = body_end


OUR_LAYOUT = Layout([
    "Via: SIP/2.0/{transport} {local};branch={branch};rport",
    "Max-Forwards: 70",
    "From: <sip:sender@{host}>;tag={tag}",
    "To: <{uri}>",
    "Call-ID: {call_id}",
    "CSeq: {cseq} {method}",
    "Contact: <sip:sender@{local}>",
])

PUSH_LAYOUT = Layout(OUR_LAYOUT.fields + ["Event: XML-Service", "Content-Type: text/html"])


class Client:
    def __init__(self, address, transport="UDP", certificate=None):
        """`certificate`: over TLS the file with the only one that is trusted."""
        self._transport = transport
        kind = socket.SOCK_DGRAM if transport == "UDP" else socket.SOCK_STREAM
        six = ":" in address[0]
        self._socket = socket.socket(socket.AF_INET6 if six else socket.AF_INET, kind)
        try:
            self._socket.settimeout(5)
            self._socket.connect(address)
            if transport == "TLS":
                context = ssl.create_default_context(cafile=certificate)
                self._socket = context.wrap_socket(self._socket, server_hostname=address[0])
        except OSError:
            self._socket.close()
            raise
        host, port = self._socket.getsockname()[:2]
        self._host = f"[{host}]" if six else host
        self._local = f"{self._host}:{port}"
        self._bytes = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def _exchange(self, request, branch, deadline):
        """The final answer; over UDP the request is repeated until there is one (RFC 3261 17.1.2)."""
        end, interval = time.monotonic() + deadline, 0.5
        while True:
            self._socket.send(request) if self._transport == "UDP" else self._socket.sendall(request)
            again = min(end, time.monotonic() + interval) if self._transport == "UDP" else end
            while (left := again - time.monotonic()) > 0:
                self._socket.settimeout(left)
                try:
                    response = Response(self._receive())
                except TimeoutError:
                    break
                if response.status >= 200 and branch in response.first("Via"):
                    return response
            if time.monotonic() >= end:
                raise TimeoutError("no answer")
            interval = min(2 * interval, 4)

    def _receive(self):
        if self._transport == "UDP":
            return self._socket.recv(65536)
        while True:
            head, mark, rest = self._bytes.partition(b"\r\n\r\n")
            if mark:
                length = int(Response(head).first("Content-Length") or 0)
                if len(rest) >= length:
                    self._bytes = rest[length:]
                    return head + mark + rest[:length]
            more = self._socket.recv(65536)
            if not more:
                raise ConnectionError("the phone closed the connection")
            self._bytes += more

    def request(self, method, uri, body="", layout=OUR_LAYOUT, user=None, password="", deadline=5.0):
        """Sends it, and once more with credentials when it is challenged and a user is given: the last answer."""
        dialog = {"method": method, "uri": uri, "host": self._host, "local": self._local,
                  "transport": self._transport, "tag": secrets.token_hex(6),
                  "call_id": secrets.token_hex(12), "user": user or "sender"}
        response = self._send(dialog, 1, body, layout, [], deadline)
        if response.status == 401 and user is not None:
            answer = credentials(response.first("WWW-Authenticate"), method, uri, user, password, layout.digest)
            response = self._send(dialog, 2, body, layout, ["Authorization: " + answer], deadline)
        return response

    def _send(self, dialog, cseq, body, layout, more_fields, deadline):
        branch = layout.branch.format(token=secrets.token_hex(8))
        content = (body + layout.body_end).encode() if body else b""
        lines = ["{method} {uri} SIP/2.0".format(**dialog)]
        lines += [field.format(branch=branch, cseq=cseq, **dialog) for field in layout.fields]
        lines += more_fields + [f"Content-Length: {len(content)}", "", ""]
        return self._exchange("\r\n".join(lines).encode() + content, branch, deadline)

    def push(self, uri, url, user=None, password="", layout=PUSH_LAYOUT):
        return self.request("NOTIFY", uri, url, layout, user, password)
