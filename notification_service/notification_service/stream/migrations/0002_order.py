"""Give out ids in the order of the commits, person by person, and ring the stream processes."""

from django.db import migrations

ORDER = """
CREATE SEQUENCE stream_forgotten MINVALUE 0 START 0;
CREATE FUNCTION stream_order() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  PERFORM pg_advisory_xact_lock(7270, hashtext(NEW.user_id::text));
  NEW.id := nextval('stream_streamevent_id_seq');
  PERFORM pg_notify('stream', NEW.user_id || ' ' || NEW.id);
  RETURN NEW;
END $$;
CREATE TRIGGER stream_order BEFORE INSERT ON stream_streamevent
FOR EACH ROW EXECUTE FUNCTION stream_order();
"""
DISORDER = """
DROP TRIGGER stream_order ON stream_streamevent;
DROP FUNCTION stream_order();
DROP SEQUENCE stream_forgotten;
"""


class Migration(migrations.Migration):
    """The lock is held until the commit, so a reader who saw an id saw all before it."""

    dependencies = [("stream", "0001_initial")]
    operations = [migrations.RunSQL(ORDER, DISORDER)]
