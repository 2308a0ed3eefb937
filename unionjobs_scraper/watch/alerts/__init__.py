"""Alerts: a source turned unwell, it is well again, the cron job still runs.

Off until a channel is configured (`channels`). One process sends at most one message, however many sources turn.

| file | holds |
| --- | --- |
| turns | pure: did this run change its source's state? |
| message | a change in words |
| configured | settings from the command line or the environment |
| channels, mail, chat | who is told: mail, and Spidermon's Slack, Telegram, Discord and Sentry |
| deliver | sends to all at once, within a time, and never raises |
| extension | Scrapy's extension: notes what turned, tells it when the process has crawled all that it had to |
| heartbeat | the dead-man's switch |
"""
