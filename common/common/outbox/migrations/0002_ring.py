"""Let every insert into the outbox ring the relay when its transaction commits."""

from django.db import migrations

RING = """
CREATE FUNCTION outbox_ring() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('outbox', ''); RETURN NULL; END $$;
CREATE TRIGGER outbox_ring AFTER INSERT ON outbox_outboxevent
FOR EACH STATEMENT EXECUTE FUNCTION outbox_ring();
"""
SILENCE = """
DROP TRIGGER outbox_ring ON outbox_outboxevent;
DROP FUNCTION outbox_ring();
"""


class Migration(migrations.Migration):
    """NOTIFY by trigger, so that writing a message is one statement."""

    dependencies = [("outbox", "0001_initial")]
    operations = [migrations.RunSQL(RING, SILENCE)]
