"""Kamailio as a registrar, over UDP, TCP and TLS, for the tests of lines that register."""
import subprocess

import harness
import kamailio
import sip_client

CONFIG = kamailio.BEGINNING + r"""
loadmodule "nathelper.so"
modparam("nathelper|registrar", "received_avp", "$avp(received)")

request_route {{
  if (is_method("REGISTER")) {{
    if (!pv_www_authenticate("{realm}", "{password}", "0")) {{
      www_challenge("{realm}", "1");
      exit;
    }}
    # Requests go back by the way that the REGISTER came.
    fix_nated_register();
    save("location");
    exit;
  }}
  if (is_method("OPTIONS")) {{
    if (is_present_hf("X-Where")) {{
      if (!lookup("location")) {{ sl_send_reply("404", "Not Here"); exit; }}
      append_to_reply("X-Contact: $ru\r\n");
    }}
    sl_send_reply("200", "OK");
    exit;
  }}
  if (is_method("NOTIFY")) {{
    if (!lookup("location")) {{ sl_send_reply("404", "Not Here"); exit; }}
    # The digest of a push is about the Request-URI that its sender wrote.
    $ru = $ou;
    t_relay();
  }}
}}
"""

# In front: the module wants to be the first.
TLS = r"""
enable_tls=yes
listen=tls:127.0.0.1:{port}
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "{certificate}")
modparam("tls", "private_key", "{key}")
"""


class Certificate:
    """Of a server at that address, signed by itself."""

    def __init__(self, folder, address=harness.HOST):
        self.certificate, self.key = folder / "server.pem", folder / "server.key"
        subprocess.run(
            [harness.tool("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-days", "2", "-subj", "/CN=registrar", "-addext", f"subjectAltName=IP:{address}",
             "-keyout", str(self.key), "-out", str(self.certificate)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Registrar:
    """Kamailio with an empty location table. With a certificate it speaks TLS at `tls_port` as well."""

    def __init__(self, folder, port, certificate=None, tls_port=0):
        folder.mkdir(exist_ok=True)
        self.address = (harness.HOST, port)
        tls = TLS.format(port=tls_port, certificate=certificate.certificate, key=certificate.key) if certificate else ""
        configuration = CONFIG.format(port=port, realm="pbx.local", password=harness.PASSWORD)
        self.program = kamailio.start(folder, port, tls + configuration)

    def stop(self):
        self.program.stop()

    def ask(self, *fields):
        with sip_client.Client(self.address) as client:
            layout = sip_client.Layout(sip_client.OUR_LAYOUT.fields + list(fields))
            return client.request("OPTIONS", f"sip:{harness.USER}@{harness.HOST}", layout=layout, deadline=0.5)

    def contact(self):
        """Where it would send a call; empty: the user is not registered."""
        return self.ask("X-Where: yes").first("X-Contact")
