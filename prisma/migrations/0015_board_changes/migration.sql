-- Whoever watches a room hears that it changed, once the change is committed: the id of the session, nothing else. Of an
-- attempt only what the board shows as another state is told; a save touches none of these columns, so that it never
-- waits for the lock under which PostgreSQL puts notices in order.
CREATE FUNCTION tell_board_of_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('board', NEW.exam_session_id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER attempt_begun_told AFTER INSERT ON attempt FOR EACH ROW EXECUTE FUNCTION tell_board_of_attempt();
CREATE TRIGGER attempt_changed_told AFTER UPDATE OF status, deadline, paused_at, voided_at, lease_epoch ON attempt FOR EACH ROW
WHEN ((OLD.status, OLD.deadline, OLD.paused_at, OLD.voided_at, OLD.lease_epoch) IS DISTINCT FROM (NEW.status, NEW.deadline, NEW.paused_at, NEW.voided_at, NEW.lease_epoch))
EXECUTE FUNCTION tell_board_of_attempt();

-- Both rooms hear of somebody who moves from one to the other.
CREATE FUNCTION tell_board_of_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.exam_session_id IS NOT NULL THEN
    PERFORM pg_notify('board', NEW.exam_session_id::text);
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.exam_session_id IS NOT NULL THEN
    PERFORM pg_notify('board', OLD.exam_session_id::text);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER candidate_seated_told AFTER INSERT ON candidate FOR EACH ROW WHEN (NEW.exam_session_id IS NOT NULL) EXECUTE FUNCTION tell_board_of_seat();
CREATE TRIGGER candidate_changed_told AFTER UPDATE OF exam_session_id, admitted_at ON candidate FOR EACH ROW
WHEN ((OLD.exam_session_id, OLD.admitted_at) IS DISTINCT FROM (NEW.exam_session_id, NEW.admitted_at))
EXECUTE FUNCTION tell_board_of_seat();

CREATE FUNCTION tell_board_of_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('board', NEW.id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER exam_session_changed_told AFTER UPDATE OF state, access_token ON exam_session FOR EACH ROW
WHEN ((OLD.state, OLD.access_token) IS DISTINCT FROM (NEW.state, NEW.access_token))
EXECUTE FUNCTION tell_board_of_session();
