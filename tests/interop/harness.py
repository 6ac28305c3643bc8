"""What the tests against other people's programs share: free ports, programs that are stopped whatever
happens, a web server that counts what is fetched, and the phone.

Nothing here sleeps for a fixed time: whatever is waited for is asked for again until a deadline.
"""
import base64
import collections
import http.client
import http.server
import json
import os
import pathlib
import random
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import unittest

import sip_client

HOST = "127.0.0.1"
USER = "101"
PASSWORD = "secret"
WRONG_PASSWORD = "not-it"
REALM = "phone.local"
ADMIN_PASSWORD = "interop"
TREE = pathlib.Path(__file__).resolve().parents[2]
DEADLINE = 10.0  # seconds; everything here takes a fraction of it


def handset_program():
    return os.environ.get("HANDSET") or str(TREE / "build" / "release" / "handset")


def tool(name):
    """The path of a program that a test needs. A missing one is an error and no reason to skip."""
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if path is None:
        raise FileNotFoundError(f"{name} is not installed: tools/install test")
    return path


def free_port():
    """A port that is free for UDP and TCP. Below the kernel's own range, so that no client gets it by chance."""
    for port in random.SystemRandom().sample(range(20000, 32000), 200):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp, socket.socket() as tcp:
            try:
                udp.bind((HOST, port))
                tcp.bind((HOST, port))
                return port
            except OSError:
                continue
    raise OSError("no free port")


def wait_until(what, condition, deadline=DEADLINE):
    """The first true value of the condition; fails with `what` (text, or a function that makes it)."""
    end = time.monotonic() + deadline
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError("waited in vain for " + (what() if callable(what) else what))
        time.sleep(0.01)


class Program:
    """A program in the background. Its output goes to a file, which failures quote."""

    def __init__(self, command, folder):
        self.log_path = pathlib.Path(folder) / (pathlib.Path(command[0]).name + ".log")
        with open(self.log_path, "wb") as log:
            self._process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log,
                                             stderr=subprocess.STDOUT)
        self.pid = self._process.pid

    def log(self):
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def runs(self):
        return self._process.poll() is None

    def wait_until_ready(self, answers):
        def ready_or_gone():
            return not self.runs() or answers()

        wait_until(lambda: f"{self.log_path.name} to answer:\n{self.log()}", ready_or_gone)
        if not self.runs():
            raise ChildProcessError(f"left with {self._process.returncode} at the start:\n{self.log()}")

    def stop(self):
        self._process.terminate()
        try:
            self._process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def run(command, folder, deadline=2 * DEADLINE):
    """A program to its end: its exit status and what it wrote."""
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=deadline, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


class PageServer:
    """Serves a text page of that title under every name, and counts the requests for each."""

    def __init__(self):
        gets = collections.Counter()
        fields = {}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802 (the name is the library's)
                gets[self.path] += 1
                fields[self.path] = dict(self.headers)
                title = self.path.lstrip("/")
                page = (f"<CiscoIPPhoneText><Title>{title}</Title><Text>The page {title}.</Text>"
                        "</CiscoIPPhoneText>").encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/xml")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_):
                pass

        self._gets = gets
        self._fields = fields
        self._server = http.server.ThreadingHTTPServer((HOST, 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def url(self, title):
        return f"http://{HOST}:{self._server.server_port}/{title}"

    def gets(self, title):
        return self._gets["/" + title]

    def fields(self, title):
        """Of the last request for it."""
        return self._fields["/" + title]

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Phone:
    """`handset run` with one line, and what its web interface tells about the screen."""

    def __init__(self, folder, settings=(), more=()):
        self.sip_port, self._http_port = free_port(), free_port()
        self.address = (HOST, self.sip_port)
        self.uri = f"sip:{USER}@{HOST}:{self.sip_port}"
        values = {"User_ID_1_": USER, "Password_1_": PASSWORD, "Reversed_Auth_Realm_1_": REALM,
                  "Admin_Passwd": ADMIN_PASSWORD, **dict(settings)}
        self._tls = values.get("SIP_Transport_1_") == "TLS"
        command = [handset_program(), "run", "--data", str(pathlib.Path(folder) / "data"),
                   "--sip", f"{HOST}:{self.sip_port}", "--http", f"{HOST}:{self._http_port}"]
        for tag, value in values.items():
            command += ["--set", f"{tag}={value}"]
        command += more
        self.program = Program(command, folder)
        try:
            self.program.wait_until_ready(lambda: self.answers_options(0.5) and self._web_answers())
        except BaseException:
            self.program.stop()
            raise

    def stop(self):
        self.program.stop()

    def url(self, path):
        return f"http://{HOST}:{self._http_port}{path}"

    def answers_options(self, deadline=1.0):
        """Whether the phone answers OPTIONS on a fresh socket in time: as it would an INVITE, without calls. A line
        over TLS is for nobody who comes in clear."""
        try:
            with sip_client.Client(self.address) as client:
                return client.request("OPTIONS", self.uri, deadline=deadline).status == (404 if self._tls else 480)
        except (OSError, TimeoutError):
            return False

    def _web_answers(self):
        try:
            return self.screen() is not None
        except OSError:
            return False

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection(HOST, self._http_port, timeout=DEADLINE)
        secret = base64.b64encode(f"admin:{ADMIN_PASSWORD}".encode()).decode()
        headers = {"Authorization": "Basic " + secret}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def screen(self):
        status, body = self.ask("GET", "/api/v1/screen")
        if status != 200:
            raise AssertionError(f"GET /api/v1/screen: {status} {body!r}")
        return json.loads(body)

    def title(self):
        return self.screen().get("title", "")

    def facts(self):
        """What it says of itself beside its screen: lines, lamps, messages."""
        return json.loads(self.ask("GET", "/api/v1/phone")[1])

    def press(self, *keys):
        """The screen afterwards."""
        return json.loads(self.ask("POST", "/api/v1/keys", json.dumps({"keys": keys}))[1])


class PushTest(unittest.TestCase):
    """A phone and a page server for the class; the names of the pages are new for each test."""

    settings = ()
    more = ()  # of the command line

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="handset-interop-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.pages = PageServer()
        cls.addClassCleanup(cls.pages.stop)
        cls.phone = cls._start_phone()
        cls.addClassCleanup(cls.phone.stop)
        cls._page_number = 0

    @classmethod
    def _start_phone(cls):
        for attempts_left in (2, 1, 0):
            try:
                return Phone(cls.folder, cls.settings, cls.more)
            except ChildProcessError:  # somebody else was faster to take a port
                if attempts_left == 0:
                    raise

    def new_page(self):
        """A title that no page had before."""
        type(self)._page_number += 1
        return f"page-{self._page_number}"

    def push_by_ourselves(self, title, **options):
        with sip_client.Client(self.phone.address) as client:
            return client.push(self.phone.uri, self.pages.url(title), USER, PASSWORD, **options)

    def assert_shown(self, title):
        """The page is on the screen, and was fetched once."""
        wait_until(lambda: f"{title} on the screen, which is {self.phone.screen()}\n{self.phone.program.log()}",
                   lambda: self.phone.title() == title)
        self.assertEqual(self.pages.gets(title), 1)
        self.assert_alive()

    def assert_not_shown(self, title):
        """The page was not even fetched.

        The phone works through its pushes in order, one fetch at a time: when a later one is on the screen,
        an earlier one would have been fetched.
        """
        self.assert_alive()
        later = self.new_page()
        self.assertEqual(self.push_by_ourselves(later).status, 200)
        self.assert_shown(later)
        self.assertEqual(self.pages.gets(title), 0)

    def assert_alive(self):
        self.assertTrue(self.phone.program.runs(), self.phone.program.log())
        self.assertTrue(self.phone.answers_options(), "OPTIONS was not answered within a second")
