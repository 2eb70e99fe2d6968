"""The first tables of a court file."""

import sqlalchemy as sa
from alembic import op

from drugcourt.records import triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('court_session',
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('starts_at', sa.String(length=5), nullable=False),
    sa.Column('docket', sa.String(length=100), nullable=False),
    sa.Column('courtroom', sa.String(length=60), nullable=False),
    sa.Column('judge', sa.String(length=100), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_court_session')),
    sa.UniqueConstraint('held_on', 'starts_at', 'docket', name=op.f('uq_court_session_held_on_starts_at_docket'))
    )
    op.create_index(op.f('ix_court_session_held_on'), 'court_session', ['held_on'], unique=False)
    op.create_table('draft',
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_draft'))
    )
    op.create_table('history_entry',
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('who', sa.String(length=100), nullable=False),
    sa.Column('act', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('change', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=True),
    sa.Column('episode_id', sa.Integer(), nullable=True),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('mac', sa.String(length=64), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_history_entry'))
    )
    op.create_index(op.f('ix_history_entry_episode_id'), 'history_entry', ['episode_id'], unique=False)
    op.create_index('ix_history_record', 'history_entry', ['kind', 'record_id'], unique=False)
    op.create_table('import_batch',
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('file_sha256', sa.String(length=64), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(length=100), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_batch'))
    )
    op.create_table('program_version',
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('version', sa.String(length=60), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_program_version')),
    sa.UniqueConstraint('key', 'version', name=op.f('uq_program_version_key_version'))
    )
    op.create_table('saved_mapping',
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('headings_sha256', sa.String(length=64), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_mapping'))
    )
    op.create_index(op.f('ix_saved_mapping_headings_sha256'), 'saved_mapping', ['headings_sha256'], unique=False)
    op.create_table('staff',
    sa.Column('login', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff')),
    sa.UniqueConstraint('login', name=op.f('uq_staff_login'))
    )
    op.create_table('court',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('docket_title', sa.String(length=200), nullable=False),
    sa.Column('county', sa.String(length=100), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('judge', sa.String(length=100), nullable=False),
    sa.Column('courtroom', sa.String(length=60), nullable=False),
    sa.Column('prosecutor_office', sa.String(length=200), nullable=False),
    sa.Column('program_id', sa.Integer(), nullable=True),
    sa.Column('weekday', sa.Integer(), nullable=True),
    sa.Column('starts_at', sa.String(length=5), nullable=False),
    sa.Column('demonstration', sa.Boolean(), nullable=False),
    sa.Column('created_on', sa.Date(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['program_id'], ['program_version.id'], name=op.f('fk_court_program_id_program_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_court'))
    )
    op.create_table('import_change',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['import_batch.id'], name=op.f('fk_import_change_batch_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_change'))
    )
    op.create_index(op.f('ix_import_change_batch_id'), 'import_change', ['batch_id'], unique=False)
    op.create_table('person',
    sa.Column('reference', sa.String(length=40), nullable=False),
    sa.Column('family_name', sa.String(length=100), nullable=False),
    sa.Column('given_name', sa.String(length=100), nullable=False),
    sa.Column('middle_name', sa.String(length=100), nullable=False),
    sa.Column('preferred_name', sa.String(length=100), nullable=False),
    sa.Column('pronouns', sa.String(length=40), nullable=False),
    sa.Column('birth_date', sa.Date(), nullable=True),
    sa.Column('sex', sa.String(40), nullable=False),
    sa.Column('gender', sa.String(40), nullable=False),
    sa.Column('race', sa.String(40), nullable=False),
    sa.Column('ethnicity', sa.String(40), nullable=False),
    sa.Column('language', sa.String(length=60), nullable=False),
    sa.Column('interpreter', sa.Boolean(), nullable=False),
    sa.Column('veteran', sa.String(40), nullable=False),
    sa.Column('phone', sa.String(length=40), nullable=False),
    sa.Column('ok_to_text', sa.Boolean(), nullable=False),
    sa.Column('email', sa.String(length=200), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('emergency_contact', sa.Text(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_person_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('reference', name=op.f('uq_person_reference'))
    )
    op.create_index(op.f('ix_person_import_id'), 'person', ['import_id'], unique=False)
    op.create_table('alias',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_alias_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alias'))
    )
    op.create_index(op.f('ix_alias_person_id'), 'alias', ['person_id'], unique=False)
    op.create_table('episode',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('program_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(40), nullable=False),
    sa.Column('phase', sa.String(length=60), nullable=False),
    sa.Column('referred_on', sa.Date(), nullable=True),
    sa.Column('referral_source', sa.String(length=120), nullable=False),
    sa.Column('arrested_on', sa.Date(), nullable=True),
    sa.Column('admitted_on', sa.Date(), nullable=True),
    sa.Column('exited_on', sa.Date(), nullable=True),
    sa.Column('exit_reason', sa.String(40), nullable=True),
    sa.Column('exit_note', sa.Text(), nullable=False),
    sa.Column('track', sa.String(40), nullable=True),
    sa.Column('charge_level', sa.String(40), nullable=False),
    sa.Column('risk_need', sa.String(40), nullable=False),
    sa.Column('primary_substance', sa.String(40), nullable=True),
    sa.Column('case_manager', sa.String(length=100), nullable=False),
    sa.Column('assigned', sa.JSON(), nullable=False),
    sa.Column('flags', sa.JSON(), nullable=False),
    sa.Column('baseline', sa.JSON(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_episode_import_id_import_batch')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_episode_person_id_person')),
    sa.ForeignKeyConstraint(['program_id'], ['program_version.id'], name=op.f('fk_episode_program_id_program_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_episode'))
    )
    op.create_index(op.f('ix_episode_import_id'), 'episode', ['import_id'], unique=False)
    op.create_index(op.f('ix_episode_person_id'), 'episode', ['person_id'], unique=False)
    op.create_index(op.f('ix_episode_phase'), 'episode', ['phase'], unique=False)
    op.create_index(op.f('ix_episode_program_id'), 'episode', ['program_id'], unique=False)
    op.create_index(op.f('ix_episode_status'), 'episode', ['status'], unique=False)
    op.create_index('ix_episode_status_phase', 'episode', ['status', 'phase'], unique=False)
    op.create_table('search_name',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('folded', sa.String(length=400), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_search_name_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_name'))
    )
    op.create_index(op.f('ix_search_name_folded'), 'search_name', ['folded'], unique=False)
    op.create_index(op.f('ix_search_name_person_id'), 'search_name', ['person_id'], unique=False)
    op.create_table('attendance_line',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('attendance', sa.String(40), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('provider', sa.String(length=200), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_attendance_line_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_attendance_line_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_line'))
    )
    op.create_index('ix_attendance_episode_day', 'attendance_line', ['episode_id', 'held_on'], unique=False)
    op.create_index(op.f('ix_attendance_line_import_id'), 'attendance_line', ['import_id'], unique=False)
    op.create_table('attention_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('tone', sa.String(length=20), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('word', sa.String(length=60), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('since', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_attention_item_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attention_item'))
    )
    op.create_index('ix_attention_item_episode_rank', 'attention_item', ['episode_id', 'rank', 'key'], unique=False)
    op.create_index(op.f('ix_attention_item_key'), 'attention_item', ['key'], unique=False)
    op.create_index(op.f('ix_attention_item_rank'), 'attention_item', ['rank'], unique=False)
    op.create_table('contact',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('contacted_on', sa.Date(), nullable=False),
    sa.Column('mode', sa.String(40), nullable=False),
    sa.Column('person', sa.String(40), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('reached', sa.Boolean(), nullable=False),
    sa.Column('by', sa.String(length=100), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_contact_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_contact_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact'))
    )
    op.create_index(op.f('ix_contact_episode_id'), 'contact', ['episode_id'], unique=False)
    op.create_index(op.f('ix_contact_import_id'), 'contact', ['import_id'], unique=False)
    op.create_table('court_case',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('court', sa.String(length=200), nullable=False),
    sa.Column('track', sa.String(40), nullable=True),
    sa.Column('plea', sa.String(length=100), nullable=False),
    sa.Column('plea_on', sa.Date(), nullable=True),
    sa.Column('defense_counsel', sa.String(length=200), nullable=False),
    sa.Column('prosecutor', sa.String(length=200), nullable=False),
    sa.Column('if_graduated', sa.String(40), nullable=False),
    sa.Column('if_terminated', sa.Text(), nullable=False),
    sa.Column('outcome', sa.String(40), nullable=False),
    sa.Column('outcome_on', sa.Date(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_court_case_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_court_case_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_court_case'))
    )
    op.create_index(op.f('ix_court_case_episode_id'), 'court_case', ['episode_id'], unique=False)
    op.create_index(op.f('ix_court_case_import_id'), 'court_case', ['import_id'], unique=False)
    op.create_index(op.f('ix_court_case_number'), 'court_case', ['number'], unique=False)
    op.create_table('decision',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('requirement', sa.String(length=120), nullable=False),
    sa.Column('by', sa.String(40), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('granted', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_decision_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    op.create_index(op.f('ix_decision_episode_id'), 'decision', ['episode_id'], unique=False)
    op.create_table('docket_entry',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('attendance', sa.String(40), nullable=True),
    sa.Column('move', sa.String(40), nullable=False),
    sa.Column('recommendation', sa.Text(), nullable=False),
    sa.Column('orders', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('account', sa.Text(), nullable=False),
    sa.Column('warrant', sa.String(40), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=True),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_docket_entry_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_docket_entry_import_id_import_batch')),
    sa.ForeignKeyConstraint(['session_id'], ['court_session.id'], name=op.f('fk_docket_entry_session_id_court_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_docket_entry')),
    sa.UniqueConstraint('session_id', 'episode_id', name=op.f('uq_docket_entry_session_id_episode_id'))
    )
    op.create_index(op.f('ix_docket_entry_episode_id'), 'docket_entry', ['episode_id'], unique=False)
    op.create_index(op.f('ix_docket_entry_import_id'), 'docket_entry', ['import_id'], unique=False)
    op.create_index('ix_docket_entry_session_heard', 'docket_entry', ['session_id', 'position', 'attendance'], unique=False)
    op.create_index('ix_docket_entry_ahead', 'docket_entry', ['episode_id', 'session_id'], unique=False, sqlite_where=sa.text('attendance IS NULL'), postgresql_where=sa.text('attendance IS NULL'))
    op.create_table('fee_entry',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('debt', sa.String(40), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('entered_on', sa.Date(), nullable=False),
    sa.Column('cents', sa.Integer(), nullable=False),
    sa.Column('method', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_fee_entry_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_fee_entry_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fee_entry'))
    )
    op.create_index(op.f('ix_fee_entry_episode_id'), 'fee_entry', ['episode_id'], unique=False)
    op.create_index(op.f('ix_fee_entry_import_id'), 'fee_entry', ['import_id'], unique=False)
    op.create_table('medication',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('dose', sa.String(length=60), nullable=False),
    sa.Column('prescriber', sa.String(length=120), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('controlled', sa.Boolean(), nullable=False),
    sa.Column('moud', sa.Boolean(), nullable=False),
    sa.Column('detected_as', sa.JSON(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('stopped_by', sa.String(length=60), nullable=False),
    sa.Column('remarks', sa.Text(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_medication_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_medication_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_medication'))
    )
    op.create_index(op.f('ix_medication_episode_id'), 'medication', ['episode_id'], unique=False)
    op.create_index(op.f('ix_medication_import_id'), 'medication', ['import_id'], unique=False)
    op.create_table('milestone',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('verified_by', sa.String(length=100), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_milestone_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_milestone_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_milestone'))
    )
    op.create_index(op.f('ix_milestone_episode_id'), 'milestone', ['episode_id'], unique=False)
    op.create_index(op.f('ix_milestone_import_id'), 'milestone', ['import_id'], unique=False)
    op.create_table('note',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('about', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('author', sa.String(length=100), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('addendum_to', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['addendum_to'], ['note.id'], name=op.f('fk_note_addendum_to_note')),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_note_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note'))
    )
    op.create_index(op.f('ix_note_addendum_to'), 'note', ['addendum_to'], unique=False)
    op.create_index(op.f('ix_note_episode_id'), 'note', ['episode_id'], unique=False)
    op.create_table('payment_plan',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('debt', sa.String(40), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('cents_each', sa.Integer(), nullable=False),
    sa.Column('every', sa.String(length=40), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_payment_plan_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment_plan'))
    )
    op.create_index(op.f('ix_payment_plan_episode_id'), 'payment_plan', ['episode_id'], unique=False)
    op.create_table('phase_stay',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('phase', sa.String(length=60), nullable=False),
    sa.Column('entered_on', sa.Date(), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.String(40), nullable=True),
    sa.Column('decided_by', sa.String(length=100), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('remedial_plan', sa.Text(), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_phase_stay_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_phase_stay_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phase_stay'))
    )
    op.create_index(op.f('ix_phase_stay_episode_id'), 'phase_stay', ['episode_id'], unique=False)
    op.create_index(op.f('ix_phase_stay_import_id'), 'phase_stay', ['import_id'], unique=False)
    op.create_table('specimen',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('collected_on', sa.Date(), nullable=False),
    sa.Column('collected_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('status', sa.String(40), nullable=False),
    sa.Column('validity', sa.String(40), nullable=False),
    sa.Column('excused', sa.Boolean(), nullable=False),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('excused_reason', sa.String(length=300), nullable=False),
    sa.Column('matrix', sa.String(40), nullable=False),
    sa.Column('reason', sa.String(40), nullable=False),
    sa.Column('panel', sa.String(length=60), nullable=False),
    sa.Column('laboratory', sa.String(length=120), nullable=False),
    sa.Column('collector', sa.String(length=100), nullable=False),
    sa.Column('observed', sa.String(40), nullable=False),
    sa.Column('temperature_in_range', sa.String(40), nullable=False),
    sa.Column('creatinine', sa.Double(), nullable=True),
    sa.Column('specific_gravity', sa.Double(), nullable=True),
    sa.Column('ph', sa.Double(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('reported_on', sa.Date(), nullable=True),
    sa.Column('remarks', sa.Text(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_specimen_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_specimen_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_specimen'))
    )
    op.create_index('ix_specimen_day_status', 'specimen', ['collected_on', 'status', 'episode_id'], unique=False)
    op.create_index('ix_specimen_not_collected', 'specimen', ['collected_on', 'status', 'excused'], unique=False, sqlite_where=sa.text("status <> 'collected'"), postgresql_where=sa.text("status <> 'collected'"))
    op.create_index('ix_specimen_doubtful', 'specimen', ['collected_on'], unique=False, sqlite_where=sa.text("validity NOT IN ('not_checked', 'valid')"), postgresql_where=sa.text("validity NOT IN ('not_checked', 'valid')"))
    op.create_index('ix_specimen_episode_day', 'specimen', ['episode_id', 'collected_on'], unique=False)
    op.create_index(op.f('ix_specimen_import_id'), 'specimen', ['import_id'], unique=False)
    op.create_index(op.f('ix_specimen_number'), 'specimen', ['number'], unique=False)
    op.create_table('standing',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('computed_on', sa.Date(), nullable=False),
    sa.Column('sober_date', sa.Date(), nullable=True),
    sa.Column('provisional_since', sa.Date(), nullable=True),
    sa.Column('phase_entered_on', sa.Date(), nullable=True),
    sa.Column('phase_ready_from', sa.Date(), nullable=True),
    sa.Column('phase_earliest', sa.Date(), nullable=True),
    sa.Column('phase_met', sa.Integer(), nullable=False),
    sa.Column('phase_asked', sa.Integer(), nullable=False),
    sa.Column('dismissal_ready_from', sa.Date(), nullable=True),
    sa.Column('dismissal_earliest', sa.Date(), nullable=True),
    sa.Column('last_test_on', sa.Date(), nullable=True),
    sa.Column('last_test_reading', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_standing_episode_id_episode')),
    sa.PrimaryKeyConstraint('episode_id', name=op.f('pk_standing'))
    )
    op.create_index(op.f('ix_standing_dismissal_ready_from'), 'standing', ['dismissal_ready_from'], unique=False)
    op.create_index(op.f('ix_standing_phase_ready_from'), 'standing', ['phase_ready_from'], unique=False)
    op.create_index(op.f('ix_standing_sober_date'), 'standing', ['sober_date'], unique=False)
    op.create_table('status_span',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(40), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_status_span_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_status_span_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_span'))
    )
    op.create_index(op.f('ix_status_span_episode_id'), 'status_span', ['episode_id'], unique=False)
    op.create_index(op.f('ix_status_span_import_id'), 'status_span', ['import_id'], unique=False)
    op.create_table('treatment_episode',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('provider', sa.String(length=200), nullable=False),
    sa.Column('level', sa.String(40), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('discharge_reason', sa.String(length=200), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_treatment_episode_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_treatment_episode_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_treatment_episode'))
    )
    op.create_index(op.f('ix_treatment_episode_episode_id'), 'treatment_episode', ['episode_id'], unique=False)
    op.create_index(op.f('ix_treatment_episode_import_id'), 'treatment_episode', ['import_id'], unique=False)
    op.create_table('waiver',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('requirement', sa.String(length=120), nullable=False),
    sa.Column('by', sa.String(length=100), nullable=False),
    sa.Column('waived_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_waiver_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiver'))
    )
    op.create_index(op.f('ix_waiver_episode_id'), 'waiver', ['episode_id'], unique=False)
    op.create_table('work_spell',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('hours', sa.Double(), nullable=True),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('taxed', sa.Boolean(), nullable=True),
    sa.Column('approved', sa.Boolean(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_work_spell_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_work_spell_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_spell'))
    )
    op.create_index(op.f('ix_work_spell_episode_id'), 'work_spell', ['episode_id'], unique=False)
    op.create_index(op.f('ix_work_spell_import_id'), 'work_spell', ['import_id'], unique=False)
    op.create_table('charge',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('statute', sa.String(length=100), nullable=False),
    sa.Column('level', sa.String(40), nullable=False),
    sa.Column('offense_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.String(40), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['court_case.id'], name=op.f('fk_charge_case_id_court_case')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_charge_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_charge'))
    )
    op.create_index(op.f('ix_charge_case_id'), 'charge', ['case_id'], unique=False)
    op.create_index(op.f('ix_charge_import_id'), 'charge', ['import_id'], unique=False)
    op.create_table('response',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('docket_entry_id', sa.Integer(), nullable=True),
    sa.Column('family', sa.String(40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('magnitude', sa.String(40), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('behavior', sa.String(length=200), nullable=False),
    sa.Column('behavior_on', sa.Date(), nullable=True),
    sa.Column('jail_days', sa.Integer(), nullable=False),
    sa.Column('hours', sa.Double(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('verified_by', sa.String(length=100), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['docket_entry_id'], ['docket_entry.id'], name=op.f('fk_response_docket_entry_id_docket_entry')),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_response_episode_id_episode')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_response_import_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response'))
    )
    op.create_index(op.f('ix_response_docket_entry_id'), 'response', ['docket_entry_id'], unique=False)
    op.create_index(op.f('ix_response_episode_id'), 'response', ['episode_id'], unique=False)
    op.create_index(op.f('ix_response_import_id'), 'response', ['import_id'], unique=False)
    op.create_index('ix_response_due', 'response', ['due_on'], unique=False, sqlite_where=sa.text('done_on IS NULL AND due_on IS NOT NULL'), postgresql_where=sa.text('done_on IS NULL AND due_on IS NOT NULL'))
    op.create_table('specimen_result',
    sa.Column('specimen_id', sa.Integer(), nullable=False),
    sa.Column('substance', sa.String(40), nullable=False),
    sa.Column('result', sa.String(40), nullable=False),
    sa.Column('confirmation', sa.String(40), nullable=False),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.Column('explanation', sa.String(40), nullable=False),
    sa.Column('level', sa.Double(), nullable=True),
    sa.Column('unit', sa.String(length=20), nullable=False),
    sa.Column('cutoff', sa.Double(), nullable=True),
    sa.Column('reported_as', sa.String(length=120), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['specimen_id'], ['specimen.id'], name=op.f('fk_specimen_result_specimen_id_specimen')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_specimen_result')),
    sa.UniqueConstraint('specimen_id', 'substance', name=op.f('uq_specimen_result_specimen_id_substance'))
    )
    op.create_index('ix_specimen_result_found', 'specimen_result', ['specimen_id', 'result', 'substance', 'confirmation', 'explanation'], unique=False, sqlite_where=sa.text("result <> 'negative'"), postgresql_where=sa.text("result <> 'negative'"))
    op.create_index('ix_specimen_result_pending', 'specimen_result', ['specimen_id'], unique=False, sqlite_where=sa.text("confirmation = 'pending'"), postgresql_where=sa.text("confirmation = 'pending'"))
    op.create_table('ceremony',
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('remarks', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ceremony')),
    sa.UniqueConstraint('held_on', name=op.f('uq_ceremony_held_on'))
    )
    op.create_table('paper_template',
    sa.Column('paper', sa.String(length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_template')),
    sa.UniqueConstraint('paper', name=op.f('uq_paper_template_paper'))
    )
    op.create_table('exit_follow_up',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.String(length=100), nullable=False),
    sa.Column('outcome', sa.String(40), nullable=True),
    sa.Column('new_arrest', sa.String(40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_exit_follow_up_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exit_follow_up')),
    sa.UniqueConstraint('episode_id', 'months', name=op.f('uq_exit_follow_up_episode_id_months'))
    )
    op.create_index(op.f('ix_exit_follow_up_due_on'), 'exit_follow_up', ['due_on'], unique=False)
    op.create_index(op.f('ix_exit_follow_up_episode_id'), 'exit_follow_up', ['episode_id'], unique=False)
    op.create_table('graduation_preparation',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('applied_on', sa.Date(), nullable=True),
    sa.Column('application', sa.Text(), nullable=False),
    sa.Column('ceremony_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['ceremony_id'], ['ceremony.id'], name=op.f('fk_graduation_preparation_ceremony_id_ceremony')),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_graduation_preparation_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_graduation_preparation')),
    sa.UniqueConstraint('episode_id', name=op.f('uq_graduation_preparation_episode_id'))
    )
    op.create_index(op.f('ix_graduation_preparation_ceremony_id'), 'graduation_preparation', ['ceremony_id'], unique=False)
    op.create_table('record_check',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('checked_by', sa.String(length=100), nullable=False),
    sa.Column('result', sa.String(40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_record_check_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_record_check'))
    )
    op.create_index(op.f('ix_record_check_episode_id'), 'record_check', ['episode_id'], unique=False)
    op.create_table('termination_proceeding',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('grounds', sa.Text(), nullable=False),
    sa.Column('notice_on', sa.Date(), nullable=True),
    sa.Column('notice_to', sa.String(length=300), nullable=False),
    sa.Column('counsel', sa.String(length=200), nullable=False),
    sa.Column('hearing_on', sa.Date(), nullable=True),
    sa.Column('waiver_on', sa.Date(), nullable=True),
    sa.Column('waiver_text', sa.String(length=300), nullable=False),
    sa.Column('finding', sa.String(40), nullable=True),
    sa.Column('finding_text', sa.Text(), nullable=False),
    sa.Column('decision', sa.String(40), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('decided_by', sa.String(length=100), nullable=False),
    sa.Column('decision_text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_termination_proceeding_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_termination_proceeding'))
    )
    op.create_index(op.f('ix_termination_proceeding_episode_id'), 'termination_proceeding', ['episode_id'], unique=False)
    op.create_index(op.f('ix_termination_proceeding_hearing_on'), 'termination_proceeding', ['hearing_on'], unique=False)
    op.create_table('case_disposition',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('prejudice', sa.String(40), nullable=False),
    sa.Column('reduced_to', sa.String(length=300), nullable=False),
    sa.Column('probation_ended_on', sa.Date(), nullable=True),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('custody_days', sa.Integer(), nullable=True),
    sa.Column('expunge_from', sa.Date(), nullable=True),
    sa.Column('expunge_rule', sa.String(length=300), nullable=False),
    sa.Column('expunged_on', sa.Date(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['court_case.id'], name=op.f('fk_case_disposition_case_id_court_case')),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_case_disposition_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_disposition')),
    sa.UniqueConstraint('case_id', name=op.f('uq_case_disposition_case_id'))
    )
    op.create_index(op.f('ix_case_disposition_episode_id'), 'case_disposition', ['episode_id'], unique=False)
    op.create_index(op.f('ix_case_disposition_expunge_from'), 'case_disposition', ['expunge_from'], unique=False)
    op.create_table('ability_finding',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('debt', sa.String(40), nullable=True),
    sa.Column('cents_per_month', sa.Integer(), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('by', sa.String(length=100), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_ability_finding_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ability_finding'))
    )
    op.create_index(op.f('ix_ability_finding_episode_id'), 'ability_finding', ['episode_id'], unique=False)
    op.create_table('condition',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('approved', sa.Boolean(), nullable=False),
    sa.Column('efforts', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_condition_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_condition'))
    )
    op.create_index(op.f('ix_condition_episode_id'), 'condition', ['episode_id'], unique=False)
    op.create_table('extension',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('phase', sa.String(length=60), nullable=False),
    sa.Column('ordered_on', sa.Date(), nullable=False),
    sa.Column('amount', sa.String(length=20), nullable=False),
    sa.Column('by', sa.String(length=100), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_extension_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension'))
    )
    op.create_index(op.f('ix_extension_episode_id'), 'extension', ['episode_id'], unique=False)
    op.create_table('infraction',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('by', sa.String(length=100), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_infraction_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_infraction'))
    )
    op.create_index(op.f('ix_infraction_episode_id'), 'infraction', ['episode_id'], unique=False)
    op.create_table('item',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('handed_in_on', sa.Date(), nullable=False),
    sa.Column('checked', sa.Boolean(), nullable=False),
    sa.Column('checked_by', sa.String(length=100), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_item_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_item'))
    )
    op.create_index(op.f('ix_item_episode_id'), 'item', ['episode_id'], unique=False)
    op.create_table('legal_event',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('level', sa.String(40), nullable=False),
    sa.Column('program_case', sa.Boolean(), nullable=False),
    sa.Column('case_number', sa.String(length=60), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_legal_event_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_event'))
    )
    op.create_index(op.f('ix_legal_event_episode_id'), 'legal_event', ['episode_id'], unique=False)
    op.create_table('override',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('requirement', sa.String(length=120), nullable=False),
    sa.Column('field', sa.String(length=60), nullable=False),
    sa.Column('value', sa.String(length=100), nullable=False),
    sa.Column('ordered_on', sa.Date(), nullable=False),
    sa.Column('by', sa.String(length=100), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_override_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_override'))
    )
    op.create_index(op.f('ix_override_episode_id'), 'override', ['episode_id'], unique=False)
    op.create_table('point_entry',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('by', sa.String(length=100), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_point_entry_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_point_entry'))
    )
    op.create_index(op.f('ix_point_entry_episode_id'), 'point_entry', ['episode_id'], unique=False)
    op.create_table('service_entry',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('served_on', sa.Date(), nullable=False),
    sa.Column('hours', sa.Double(), nullable=False),
    sa.Column('site', sa.String(length=200), nullable=False),
    sa.Column('sanction', sa.Boolean(), nullable=False),
    sa.Column('approved', sa.Boolean(), nullable=False),
    sa.Column('pays', sa.String(40), nullable=True),
    sa.Column('verified_by', sa.String(length=100), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_service_entry_episode_id_episode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_entry'))
    )
    op.create_index(op.f('ix_service_entry_episode_id'), 'service_entry', ['episode_id'], unique=False)

    for statement in triggers.statements(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("a court file is never taken back to an older version")
