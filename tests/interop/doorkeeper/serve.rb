# frozen_string_literal: true

# serve.rb PORT: a Rails application in one file with Doorkeeper in it.

require "fileutils"
require "tmpdir"

PORT = Integer(ARGV.fetch(0))
ISSUER = "http://127.0.0.1:#{PORT}"
ACCESS_TTL = Integer(ENV["OAUTH_INTEROP_ACCESS_TTL"].to_s.empty? ? 3600 : ENV["OAUTH_INTEROP_ACCESS_TTL"])
REDIRECT_URI = "http://127.0.0.1:8765/callback"

# The database's directory is named by our process id, so that the next start
# can sweep away what a killed server left behind.
PREFIX = File.join(Dir.tmpdir, "oauth-interop-doorkeeper-")
Dir.glob("#{PREFIX}*") do |old|
  FileUtils.rm_rf(old) unless File.exist?("/proc/#{old.delete_prefix(PREFIX)}")
end
RUN_DIR = "#{PREFIX}#{Process.pid}"
Dir.mkdir(RUN_DIR, 0o700)

def leave(status = 0)
  FileUtils.rm_rf(RUN_DIR)
  exit!(status)
end

%w[TERM INT].each { |signal| trap(signal) { leave } }
# The end of standard input means that whoever started us is gone.
Thread.new do
  begin
    loop { $stdin.readpartial(4096) }
  rescue EOFError, IOError, SystemCallError
    leave
  end
end

at_exit { FileUtils.rm_rf(RUN_DIR) }

ENV["RAILS_ENV"] = "production"
ENV["DATABASE_URL"] = "sqlite3:#{RUN_DIR}/db.sqlite3?pool=16&timeout=20000"
require "logger"
require "rails"
require "active_record/railtie"
require "action_controller/railtie"
require "action_view/railtie"
require "doorkeeper"
require "puma"
require "puma/server"

class InteropApp < Rails::Application
  config.root = RUN_DIR
  config.load_defaults 6.1
  config.eager_load = false
  config.secret_key_base = "only for tests on this machine " * 3
  config.hosts.clear
  config.force_ssl = false
  config.public_file_server.enabled = false
  config.cache_store = :null_store
  config.logger = Logger.new($stderr)
  config.log_level = :error
  config.paths["app/views"] = File.join(__dir__, "views")
  config.session_store :cookie_store, key: "_session"
end

Doorkeeper.configure do
  orm :active_record
  # Logs alice in without asking.
  resource_owner_authenticator do
    session[:user_id] ||= User.find_by!(name: "alice").id
    User.find(session[:user_id])
  end
  access_token_expires_in ACCESS_TTL
  authorization_code_expires_in 60
  grant_flows %w[authorization_code client_credentials]
  use_refresh_token
  default_scopes :read
  optional_scopes :write
  enforce_configured_scopes
  force_ssl_in_redirect_uri false
  allow_blank_redirect_uri true
  # A client may ask about its own tokens, as by default, and one about all.
  allow_token_introspection do |token, authorized_client, authorized_token|
    if authorized_token
      authorized_token.application == token&.application
    else
      authorized_client&.uid == "introspection-client" || authorized_client == token.application
    end
  end
end

InteropApp.initialize!

ActiveRecord::Schema.verbose = false
ActiveRecord::Schema.define do
  create_table(:users) { |t| t.string :name, null: false }

  # As Doorkeeper's own migrations make them.
  create_table :oauth_applications do |t|
    t.string :name, null: false
    t.string :uid, null: false
    t.string :secret, null: false
    t.text :redirect_uri
    t.string :scopes, null: false, default: ""
    t.boolean :confidential, null: false, default: true
    t.timestamps null: false
  end
  add_index :oauth_applications, :uid, unique: true

  create_table :oauth_access_grants do |t|
    t.references :resource_owner, null: false
    t.references :application, null: false
    t.string :token, null: false
    t.integer :expires_in, null: false
    t.text :redirect_uri, null: false
    t.datetime :created_at, null: false
    t.datetime :revoked_at
    t.string :scopes, null: false, default: ""
    t.string :code_challenge
    t.string :code_challenge_method
  end
  add_index :oauth_access_grants, :token, unique: true

  create_table :oauth_access_tokens do |t|
    t.references :resource_owner, index: true
    t.references :application, null: false
    t.string :token, null: false
    t.string :refresh_token
    t.integer :expires_in
    t.datetime :revoked_at
    t.datetime :created_at, null: false
    t.string :scopes
    t.string :previous_refresh_token, null: false, default: ""
  end
  add_index :oauth_access_tokens, :token, unique: true
  add_index :oauth_access_tokens, :refresh_token, unique: true
end

class User < ActiveRecord::Base; end

# Doorkeeper's own controller, but it asks for consent each time: the default
# is to skip the page while alice has a valid token of the same client.
class AlwaysAskController < Doorkeeper::AuthorizationsController
  def matching_token?
    false
  end
end

# The protected resource.
class MeController < ActionController::API
  include Doorkeeper::Rails::Helpers
  before_action { doorkeeper_authorize!(:read, :write) }

  def show
    user = User.find_by(id: doorkeeper_token.resource_owner_id)
    render json: {
      sub: user ? user.name : doorkeeper_token.application.uid,
      scope: doorkeeper_token.scopes.to_s,
    }
  end
end

InteropApp.routes.draw do
  use_doorkeeper do
    controllers authorizations: "always_ask"
    skip_controllers :applications, :authorized_applications, :token_info
  end
  get "/api/me", to: "me#show"
end

User.create!(name: "alice")
[
  ["web-client", "web secret+/:%", true, "read write", REDIRECT_URI],
  ["native-client", "", false, "read write", REDIRECT_URI],
  ["service-client", "service-secret", true, "read", ""],
  ["introspection-client", "introspection-secret", true, "read", ""],
].each do |uid, secret, confidential, scopes, redirect_uri|
  Doorkeeper::Application.create!(
    name: uid, uid: uid, secret: secret, confidential: confidential,
    scopes: scopes, redirect_uri: redirect_uri
  )
end

# One thread: two of Doorkeeper's transactions at once would have SQLite answer
# "database is locked", whatever the timeout, since each reads before it writes.
server = Puma::Server.new(InteropApp, Puma::Events.strings, min_threads: 1, max_threads: 1)
begin
  server.add_tcp_listener("127.0.0.1", PORT)
rescue SystemCallError => e
  warn e.message
  leave(1)
end
thread = server.run
$stdout.write("READY #{ISSUER}\n")
$stdout.flush
thread.join
