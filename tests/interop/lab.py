"""`handset lab` with one account, and what its web interface tells and takes."""
import http.client
import json

import harness


class Lab:
    def __init__(self, folder, more=()):
        self.sip_port, self.http_port = harness.free_port(), harness.free_port()
        self.program = harness.Program(
            [harness.handset_program(), "lab", "--sip", f"{harness.HOST}:{self.sip_port}",
             "--http", f"{harness.HOST}:{self.http_port}", "--account", f"{harness.USER}={harness.PASSWORD}", *more],
            folder)
        try:
            self.program.wait_until_ready(self._answers)
        except BaseException:
            self.program.stop()
            raise

    def stop(self):
        self.program.stop()

    def _answers(self):
        try:
            return self.ask("GET", "/api/v1/registrations")[0] == 200
        except OSError:
            return False

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection(harness.HOST, self.http_port, timeout=harness.DEADLINE)
        headers = {} if body is None else {"Content-Type": "application/json"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def contacts(self):
        users = self.ask("GET", "/api/v1/registrations")[1]["registrations"]
        return [binding["contact"] for user in users for binding in user["bindings"]]

    def order(self, method, path, body):
        status, answer = self.ask(method, path, json.dumps(body))
        if status != 200:
            raise AssertionError(f"{method} {path}: {status} {answer}")
        return answer

    def set_faults(self, **faults):
        self.order("POST", "/api/v1/faults", faults)

    def set_records(self, *records):
        """Of its name server; what they are then, in full."""
        return self.order("PUT", "/api/v1/dns/records", {"records": records})["records"]

    def set_dns_faults(self, **faults):
        self.order("POST", "/api/v1/dns/faults", faults)

    def questions(self):
        """What its name server was asked and answered, in words, the newest first."""
        return [event["text"] for event in self.ask("GET", "/api/v1/dns")[1]["events"]]
