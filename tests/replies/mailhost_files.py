"""Configuration files of Postfix and Dovecot. What stands in docs/betrieb.md stands here too."""

MAIN_CF = """
compatibility_level = 3.6
myhostname = mx.example.org
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/postfix.log
maillog_file_prefixes = {home}
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = amt.example.org
relay_domains = spurwerk.example.org pipe.example.org
relay_recipient_maps = regexp:{home}/spurwerk_empfaenger
virtual_alias_maps = {collected}
transport_maps = texthash:{home}/transport
default_transport = error:5.1.2 nicht nach draussen
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
lmtp_destination_recipient_limit = 1
postfach_destination_recipient_limit = 1
spurwerk_destination_recipient_limit = 1
recipient_delimiter = +
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
notify_classes =
"""
MASTER_CF = """
127.0.0.1:{smtp} inet n - n - - smtpd
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
error     unix - - n - - error
retry     unix - - n - - error
lmtp      unix - - n - - lmtp
postfach  unix - - n - - lmtp flags=O
spurwerk  unix - n n - 4 pipe
  flags=R user=nobody argv={home}/spurwerk-inbound --recipient ${{original_recipient}}
anvil     unix - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
"""
RECIPIENTS = r"""
/^(sitzung|bounce)\+[a-z0-9]+@(spurwerk|pipe)\.example\.org$/ OK
"""
COLLECTED = r"""
/^(sitzung|bounce)\+[a-z0-9]+@spurwerk\.example\.org$/ postfach@amt.example.org
"""
TRANSPORT = """
amt.example.org      postfach:inet:127.0.0.1:{lmtp}
spurwerk.example.org lmtp:inet:127.0.0.1:{ours}
pipe.example.org     spurwerk:
"""
# Busy at the first attempt, as while the database is away; then what it was given is kept.
INBOUND = """#!/bin/sh
[ -e {home}/pipe/tried ] || {{ touch {home}/pipe/tried; exit 75; }}
echo "$@" > {home}/pipe/called
cat > {home}/pipe/mail.new && mv {home}/pipe/mail.new {home}/pipe/mail
"""
USER = "{name}:{{PLAIN}}{password}:65534:65534::{home}/mail/{name}::\n"
DOVECOT_COMMON = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
listen = 127.0.0.1
ssl = no
recipient_delimiter = +
first_valid_uid = 1
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
"""
DOVECOT_23 = """
protocols = imap lmtp
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%n
auth_username_format = %Ln
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {home}/users
}}
userdb {{
  driver = passwd-file
  args = {home}/users
}}
"""
DOVECOT_24 = """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols {{
  imap = yes
  lmtp = yes
}}
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = {home}/mail/%{{user | username}}
auth_username_format = %{{user | username | lower}}
passdb passwd-file {{
  passwd_file_path = {home}/users
}}
userdb passwd-file {{
  passwd_file_path = {home}/users
}}
"""


def dovecot_conf(version: str) -> str:
    """`version`: what `dovecot --version` says; from 2.4 on its configuration is another one."""
    major, minor = version.split(".")[:2]
    if (int(major), int(minor)) < (2, 4):
        return DOVECOT_23 + DOVECOT_COMMON
    return DOVECOT_24 + DOVECOT_COMMON  # the version must stand first
