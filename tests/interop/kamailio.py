"""Kamailio as a server of the tests: what its configurations begin with, and how it is started."""
import harness
import sip_client

# A registrar's modules, on UDP and TCP of one port, with what is registered in memory alone.
BEGINNING = r"""
debug=1
listen=udp:127.0.0.1:{port}
listen=tcp:127.0.0.1:{port}
dns=no
auto_aliases=no
children=1
tcp_children=1
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "auth.so"
modparam("usrloc", "db_mode", 0)
modparam("registrar", "min_expires", 1)
"""


def start(folder, port, configuration):
    """The program, when it answers OPTIONS."""
    path = folder / "kamailio.cfg"
    path.write_text(configuration, encoding="utf-8")
    program = harness.Program(
        [harness.tool("kamailio"), "-f", str(path), "-DD", "-E", "-Y", str(folder), "-m", "32", "-M", "8"], folder)
    try:
        program.wait_until_ready(lambda: answers(port))
    except BaseException:
        program.stop()
        raise
    return program


def answers(port):
    try:
        with sip_client.Client((harness.HOST, port)) as client:
            return client.request("OPTIONS", f"sip:{harness.HOST}:{port}", deadline=0.5).status == 200
    except (OSError, TimeoutError):
        return False
